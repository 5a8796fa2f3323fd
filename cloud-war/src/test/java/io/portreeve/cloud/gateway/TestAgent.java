package io.portreeve.cloud.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portreeve.contract.codec.Frames;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.Heartbeat;
import io.portreeve.contract.protocol.AgentToken;
import io.portreeve.contract.protocol.CloseCode;
import io.portreeve.contract.protocol.Protocol;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An agent that does what a test tells it to, right or wrong. */
final class TestAgent {
    private static final JsonMapper JSON = new JsonMapper();
    private static final MessageCodec CODEC = new MessageCodec();
    private static final int PATIENCE_SECONDS = 30;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI cloud;
    private final KeyPair key = keyPair();
    private UUID agentId;
    private UUID hostId;

    TestAgent(URI cloud) {
        this.cloud = cloud;
    }

    UUID agentId() {
        return agentId;
    }

    UUID hostId() {
        return hostId;
    }

    HttpResponse<String> enrol(String token) throws IOException, InterruptedException {
        String publicKey = Base64.getEncoder().encodeToString(key.getPublic().getEncoded());
        HttpResponse<String> response = enrolWith(JSON.writeValueAsString(
                Map.of("token", token, "publicKey", publicKey, "hostName", "host of " + agentLabel())));
        if (response.statusCode() == 201) {
            JsonNode identity = JSON.readTree(response.body());
            agentId = UUID.fromString(identity.get("agentId").asText());
            hostId = UUID.fromString(identity.get("hostId").asText());
        }
        return response;
    }

    HttpResponse<String> enrolWith(String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(cloud.resolve(Protocol.ENROL_PATH))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    String token() {
        return new AgentToken(agentId, Instant.now(), UUID.randomUUID()).signedWith(key.getPrivate());
    }

    Link connect() {
        return connect(token(), Protocol.SUBPROTOCOL);
    }

    Link connect(String token, String subprotocol) {
        Link link = new Link();
        URI target = URI.create(cloud.toString().replaceFirst("^http", "ws")).resolve(Protocol.CONNECT_PATH);
        link.socket = http.newWebSocketBuilder()
                .header(Protocol.TOKEN_HEADER, token)
                .subprotocols(subprotocol)
                .buildAsync(target, link)
                .join();
        return link;
    }

    /** The status of a handshake that is refused. */
    int refusal(String token) {
        try {
            connect(token, Protocol.SUBPROTOCOL);
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    private String agentLabel() {
        return Integer.toHexString(System.identityHashCode(this));
    }

    private static KeyPair keyPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One connection. */
    static final class Link implements WebSocket.Listener, AutoCloseable {
        private final BlockingQueue<CloudMessage> received = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder partial = new StringBuilder();
        private WebSocket socket;
        private volatile boolean deaf;

        /** Reads no more. */
        void stopReading() {
            deaf = true;
        }

        void say(AgentMessage message) {
            sayText(new String(CODEC.encode(message), StandardCharsets.UTF_8));
        }

        void sayCompressed(AgentMessage message) {
            socket.sendBinary(ByteBuffer.wrap(Frames.compress(CODEC.encode(message))), true)
                    .join();
        }

        void sayText(String text) {
            socket.sendText(text, true).join();
        }

        /** Says it if the connection is still there. */
        void trySayText(String text) {
            socket.sendText(text, true).exceptionally(closed -> socket).join();
        }

        /** The next message that is no heartbeat. */
        CloudMessage hear() throws InterruptedException {
            while (true) {
                CloudMessage message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (message == null) {
                    throw new AssertionError("nothing heard for " + PATIENCE_SECONDS + " s; closed: " + closed);
                }
                if (!(message instanceof Heartbeat)) {
                    return message;
                }
            }
        }

        CloseCode closeCode() {
            int code = closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
            return CloseCode.of(code).orElseThrow(() -> new AssertionError("closed with " + code));
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                received.add(CODEC.decodeCloudMessage(partial.toString().getBytes(StandardCharsets.UTF_8)));
                partial.setLength(0);
            }
            if (!deaf) {
                webSocket.request(1);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closed.complete(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.completeExceptionally(error);
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}
