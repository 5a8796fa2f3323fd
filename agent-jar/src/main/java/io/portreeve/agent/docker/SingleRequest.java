package io.portreeve.agent.docker;

import com.github.dockerjava.transport.UnixSocket;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.ClassicHttpResponse;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.ContentType;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.HttpException;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.HttpHeaders;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.config.Http1Config;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.io.CloseMode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request on a connection of its own, sent once whatever comes back: the library's client sends again what was
 * answered 429 or 503. Interrupting ends it.
 */
final class SingleRequest {
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int FIRST_FINAL = 200;

    /** Reads what comes back. */
    @FunctionalInterface
    interface Reader<T> {
        T read(int status, InputStream body) throws IOException;
    }

    private final URI dockerHost;

    SingleRequest(URI dockerHost) {
        this.dockerHost = dockerHost;
    }

    <T> T send(String method, String path, Optional<String> json, Reader<T> reader) throws IOException {
        DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(Http1Config.DEFAULT);
        try {
            connection.bind(socket());
            ClassicHttpResponse response = exchange(connection, request(method, path, json));
            int status = response.getCode();
            if (status == NO_CONTENT || status == NOT_MODIFIED) {
                return reader.read(status, InputStream.nullInputStream());
            }
            connection.receiveResponseEntity(response);
            return reader.read(status, response.getEntity().getContent());
        } catch (HttpException e) {
            throw new IOException("the answer is no HTTP", e);
        } finally {
            connection.close(CloseMode.IMMEDIATE);
        }
    }

    private static BasicClassicHttpRequest request(String method, String path, Optional<String> json) {
        BasicClassicHttpRequest request = new BasicClassicHttpRequest(method, path);
        request.setHeader(HttpHeaders.HOST, "docker");
        request.setHeader(HttpHeaders.CONNECTION, "close");
        byte[] body = json.orElse("").getBytes(StandardCharsets.UTF_8);
        request.setHeader(HttpHeaders.CONTENT_LENGTH, body.length);
        if (json.isPresent()) {
            request.setHeader(HttpHeaders.CONTENT_TYPE, ContentType.APPLICATION_JSON);
            request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        }
        return request;
    }

    private static ClassicHttpResponse exchange(
            DefaultBHttpClientConnection connection, BasicClassicHttpRequest request)
            throws IOException, HttpException {
        connection.sendRequestHeader(request);
        if (request.getEntity() != null) {
            connection.sendRequestEntity(request);
        }
        connection.flush();
        ClassicHttpResponse response = connection.receiveResponseHeader();
        while (response.getCode() < FIRST_FINAL) {
            response = connection.receiveResponseHeader();
        }
        return response;
    }

    private Socket socket() throws IOException {
        if ("unix".equals(dockerHost.getScheme())) {
            return UnixSocket.get(dockerHost.getPath());
        }
        // Through a channel, which an interrupt closes; a plain socket would go on waiting.
        return SocketChannel.open(new InetSocketAddress(dockerHost.getHost(), dockerHost.getPort()))
                .socket();
    }
}
