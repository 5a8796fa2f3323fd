package io.portreeve.agent.link;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.Acknowledged;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.Heartbeat;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.message.Welcome;
import io.portreeve.contract.protocol.Capability;
import io.portreeve.contract.protocol.Protocol;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** As much of a cloud as an agent of the same process needs to go about its work: it greets, and forgets all it hears. */
public final class RehearsalCloud implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RehearsalCloud.class.getName());

    /** As RFC 6455 has it. */
    private static final String ACCEPTED = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final String KEY = "sec-websocket-key:";
    private static final int LONGEST_HEADER = 16 * 1024;
    private static final int MASKED = 0x80;
    private static final int MASK_BYTES = 4;
    private static final int TEXT_FRAME = 0x81;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Semaphore frames = new Semaphore(0);
    private final MessageCodec codec = new MessageCodec();

    /** That takes one connection. */
    public RehearsalCloud() throws IOException {
        Thread thread = new Thread(this::serve, "rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Until so many came, or no longer than that. */
    public void awaitFrames(int count, Duration longest) throws InterruptedException {
        if (!frames.tryAcquire(count, longest.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.fine("the rehearsal was short");
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        try (Socket agent = server.accept();
                DataInputStream from = new DataInputStream(agent.getInputStream());
                OutputStream to = agent.getOutputStream()) {
            to.write(accepted(header(from)).getBytes(US_ASCII));
            skipFrame(from);
            say(to, welcome());
            skipFrame(from);
            say(to, new Acknowledged(Stream.INVENTORY, 1));
            say(to, new Heartbeat(Instant.now()));
            while (true) {
                skipFrame(from);
                frames.release();
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "the rehearsal is over", e);
        }
    }

    private static String header(DataInputStream from) throws IOException {
        StringBuilder header = new StringBuilder();
        while (header.indexOf("\r\n\r\n") < 0 && header.length() < LONGEST_HEADER) {
            header.append((char) from.readUnsignedByte());
        }
        return header.toString();
    }

    private static String accepted(String header) throws IOException {
        String key = header.lines()
                .filter(line -> line.regionMatches(true, 0, KEY, 0, KEY.length()))
                .map(line -> line.substring(KEY.length()).strip())
                .findFirst()
                .orElseThrow(() -> new IOException("no WebSocket"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + ACCEPTED).getBytes(US_ASCII));
            return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                    + Base64.getEncoder().encodeToString(digest) + "\r\nSec-WebSocket-Protocol: "
                    + Protocol.SUBPROTOCOL + "\r\n\r\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
    }

    private static Welcome welcome() {
        return new Welcome(
                1,
                Instant.now(),
                Duration.ofSeconds(1),
                Map.of(),
                Arrays.stream(Capability.values()).map(Capability::wireName).collect(Collectors.toSet()));
    }

    private void say(OutputStream to, CloudMessage message) throws IOException {
        byte[] text = codec.encode(message);
        to.write(TEXT_FRAME);
        if (text.length < SHORT_LENGTH) {
            to.write(text.length);
        } else {
            to.write(SHORT_LENGTH);
            to.write(text.length >>> Byte.SIZE);
            to.write(text.length);
        }
        to.write(text);
        to.flush();
    }

    private static void skipFrame(DataInputStream from) throws IOException {
        from.readUnsignedByte();
        int second = from.readUnsignedByte();
        long length = second & ~MASKED;
        if (length == SHORT_LENGTH) {
            length = from.readUnsignedShort();
        } else if (length == LONG_LENGTH) {
            length = from.readLong();
        }
        from.skipNBytes(length + ((second & MASKED) == 0 ? 0 : MASK_BYTES));
    }
}
