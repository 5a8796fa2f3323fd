package io.portreeve.cloud.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks for a stream and does not read it until told. */
final class SlowReader implements AutoCloseable {
    private static final int SMALL = 4 * 1024;

    private final Socket socket = new Socket();

    SlowReader(URI cloud, String path, String token) throws IOException {
        socket.setReceiveBufferSize(SMALL);
        socket.connect(new InetSocketAddress(cloud.getHost(), cloud.getPort()));
        // Of the older version, so that the answer comes in one piece.
        String request = "GET " + path + " HTTP/1.0\r\nHost: " + cloud.getAuthority() + "\r\nAuthorization: Bearer "
                + token + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    TailReader read() throws IOException {
        return new TailReader(socket.getInputStream());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
