package io.portreeve.agent.link;

import io.portreeve.contract.codec.Frames;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.Acknowledged;
import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.Durable;
import io.portreeve.contract.message.Heartbeat;
import io.portreeve.contract.message.Hello;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.message.Welcome;
import io.portreeve.contract.protocol.Capability;
import io.portreeve.contract.protocol.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** A cloud that speaks the protocol, well or badly. Unless told otherwise it welcomes and acknowledges everything. */
public final class FakeCloud extends WebSocketServer implements AutoCloseable {
    /** What it does when it hears something, before it answers; may answer in its place. */
    @FunctionalInterface
    public interface Answering {
        /** Gives what to say; empty for nothing. */
        List<CloudMessage> answer(Connection connection, AgentMessage message);
    }

    /** One connection, and all that was heard on it. */
    public static final class Connection {
        private final WebSocket socket;
        private final String token;
        private final List<AgentMessage> heard = new CopyOnWriteArrayList<>();
        private final AtomicInteger framesOfZlib = new AtomicInteger();
        private volatile int closeCode;

        Connection(WebSocket socket, String token) {
            this.socket = socket;
            this.token = token;
        }

        public String token() {
            return token;
        }

        public List<AgentMessage> heard() {
            return List.copyOf(heard);
        }

        public <T extends AgentMessage> List<T> heard(Class<T> type) {
            return heard.stream().filter(type::isInstance).map(type::cast).toList();
        }

        /** Those that are not of gzip, among all that was heard. */
        public int framesOfZlib() {
            return framesOfZlib.get();
        }

        /** 0 while it is open. */
        public int closeCode() {
            return closeCode;
        }

        public void say(CloudMessage message) {
            socket.send(new String(CODEC.encode(message), StandardCharsets.UTF_8));
        }

        public void sayRaw(String text) {
            socket.send(text);
        }

        public void sayRaw(byte[] bytes) {
            socket.send(bytes);
        }

        public void close(int code) {
            socket.close(code, "said by the test");
        }

        public void cut() {
            socket.closeConnection(1006, "cut");
        }
    }

    private static final MessageCodec CODEC = new MessageCodec();
    private static final byte ZLIB = 0x78;

    private final CountDownLatch started = new CountDownLatch(1);
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final Map<WebSocket, Connection> bySocket = new ConcurrentHashMap<>();
    private final Map<Stream, Long> stored = new ConcurrentHashMap<>();
    private volatile Answering answering = this::welcomeAndAcknowledge;
    private volatile Duration sampleInterval = Duration.ofSeconds(10);
    private volatile Set<String> understood = Set.of();

    private FakeCloud(int port) {
        super(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                2,
                List.of(new Draft_6455(
                        List.of(), List.of(new org.java_websocket.protocols.Protocol(Protocol.SUBPROTOCOL)))));
        setReuseAddr(true);
        setConnectionLostTimeout(0);
    }

    public static FakeCloud open() throws InterruptedException {
        return openAt(0);
    }

    static FakeCloud openAt(int port) throws InterruptedException {
        FakeCloud cloud = new FakeCloud(port);
        cloud.setDaemon(true);
        cloud.start();
        if (!cloud.started.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the fake cloud did not start");
        }
        return cloud;
    }

    public String url() {
        return "http://127.0.0.1:" + getPort();
    }

    public void answering(Answering how) {
        answering = how;
    }

    /** Unless told otherwise it is an older cloud, which understands nothing in particular. */
    public void understands(Capability... capabilities) {
        understood = Arrays.stream(capabilities).map(Capability::wireName).collect(Collectors.toSet());
    }

    public void sampleInterval(Duration interval) {
        sampleInterval = interval;
    }

    /** In the order in which they came. */
    public List<Connection> connections() {
        return List.copyOf(connections);
    }

    public Optional<Connection> connection(int index) {
        return index < connections.size() ? Optional.of(connections.get(index)) : Optional.empty();
    }

    /** What a well-behaved cloud says. */
    public List<CloudMessage> welcomeAndAcknowledge(Connection connection, AgentMessage message) {
        if (message instanceof Hello) {
            return List.of(welcome());
        }
        if (message instanceof Durable durable) {
            stored.merge(durable.stream(), durable.sequence(), Math::max);
            return List.of(new Acknowledged(durable.stream(), durable.sequence()));
        }
        return message instanceof Heartbeat ? List.of(new Heartbeat(Instant.now())) : List.of();
    }

    /** Welcomes and lives, and acknowledges nothing. */
    public List<CloudMessage> welcomeOnly(Connection connection, AgentMessage message) {
        return message instanceof Durable ? List.of() : welcomeAndAcknowledge(connection, message);
    }

    public Welcome welcome() {
        return new Welcome(connections.size(), Instant.now(), sampleInterval, stored, understood);
    }

    void stored(Stream stream, long sequence) {
        stored.put(stream, sequence);
    }

    @Override
    public void close() {
        try {
            stop(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
        Connection connection = new Connection(socket, handshake.getFieldValue(Protocol.TOKEN_HEADER));
        bySocket.put(socket, connection);
        connections.add(connection);
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        heard(socket, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer bytes) {
        byte[] frame = new byte[bytes.remaining()];
        bytes.get(frame);
        if (frame[0] == ZLIB) {
            bySocket.get(socket).framesOfZlib.incrementAndGet();
        }
        heard(socket, Frames.decompress(frame));
    }

    private void heard(WebSocket socket, byte[] json) {
        Connection connection = bySocket.get(socket);
        AgentMessage message = CODEC.decodeAgentMessage(json);
        connection.heard.add(message);
        answering.answer(connection, message).forEach(connection::say);
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
        Optional.ofNullable(bySocket.get(socket)).ifPresent(connection -> connection.closeCode = code);
    }

    @Override
    public void onError(WebSocket socket, Exception failure) {
        // A connection that is cut on purpose fails here as well.
    }

    @Override
    public void onStart() {
        started.countDown();
    }
}
