package io.portreeve.agent.network;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A server that takes WebSockets over TLS and then keeps silent, and answers anything else with 404. */
final class TlsCloud implements AutoCloseable {
    private static final String WEB_SOCKET = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final SSLServerSocket server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<SSLSocket> open = new CopyOnWriteArrayList<>();

    TlsCloud(SSLContext context, boolean wantsClientCertificate) throws IOException {
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(wantsClientCertificate);
        daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The heads of all requests. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SSLSocket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                SSLSocket client = (SSLSocket) server.accept();
                open.add(client);
                daemon(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(SSLSocket client) {
        try {
            String head = head(client.getInputStream());
            requests.add(head);
            boolean webSocket = head.contains("Upgrade: websocket\r\n");
            String answer = webSocket
                    ? "HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                            + accept(head) + "\r\n\r\n"
                    : "HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            if (!webSocket) {
                client.close();
            }
        } catch (IOException | GeneralSecurityException e) {
            // The handshake failed, as the test wants.
        }
    }

    private static String accept(String head) throws GeneralSecurityException {
        String key = head.replaceFirst("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
        byte[] digest =
                MessageDigest.getInstance("SHA-1").digest((key + WEB_SOCKET).getBytes(StandardCharsets.US_ASCII));
        return Base64.getEncoder().encodeToString(digest);
    }

    static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "cloud");
        thread.setDaemon(true);
        thread.start();
    }
}
