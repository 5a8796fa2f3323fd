package io.portreeve.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A TCP proxy on the way to a cloud that breaks connections in ways that networks do, when it is told to. */
public final class FaultProxy implements AutoCloseable {
    /** What can go wrong; all but the first two happen to the next bytes that come. */
    public enum Fault {
        /** Both ends are told that the other one is gone. */
        CUT,
        /** One direction ends, the other goes on. */
        HALF_CLOSED,
        /** Bytes are held back for a while. */
        DELAYED,
        /** Only the first of the bytes arrive, then the connection is cut. */
        TRUNCATED,
        /** The bytes arrive twice. */
        DUPLICATED
    }

    private static final int LONGEST_DELAY_MILLIS = 200;
    private static final int CHUNK = 4_096;

    private final ServerSocket server;
    private final InetSocketAddress cloud;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Map<Fault, Integer> happened = new EnumMap<>(Fault.class);

    private FaultProxy(ServerSocket server, InetSocketAddress cloud) {
        this.server = server;
        this.cloud = cloud;
    }

    /** On a port of its own, and without fault so far. */
    public static FaultProxy before(URI cloud) {
        try {
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            FaultProxy proxy =
                    new FaultProxy(server, new InetSocketAddress(InetAddress.getLoopbackAddress(), cloud.getPort()));
            thread(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Lets something happen to a connection; false if there is none to which it can. */
    public boolean strike(Random random) {
        List<Link> all = List.copyOf(links);
        if (all.isEmpty()) {
            return false;
        }
        Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
        return all.get(random.nextInt(all.size())).strike(fault, random.nextBoolean(), random.nextDouble());
    }

    /** How often each fault has happened. */
    public Map<Fault, Integer> happened() {
        synchronized (happened) {
            return new EnumMap<>(happened);
        }
    }

    @Override
    public void close() {
        closeQuietly(server);
        links.forEach(Link::cut);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket agent = server.accept();
                Socket upstream = new Socket();
                try {
                    upstream.connect(cloud, 5_000);
                } catch (IOException e) {
                    closeQuietly(agent);
                    continue;
                }
                Link link = new Link(agent, upstream);
                links.add(link);
                thread(() -> link.pump(agent, upstream, link.up));
                thread(() -> link.pump(upstream, agent, link.down));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void count(Fault fault) {
        synchronized (happened) {
            happened.merge(fault, 1, Integer::sum);
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception alreadyGone) {
            return;
        }
    }

    private record Planned(Fault fault, double part) {}

    /** Both halves of one connection. */
    private final class Link {
        private final Socket agent;
        private final Socket upstream;
        private final AtomicReference<Planned> up = new AtomicReference<>();
        private final AtomicReference<Planned> down = new AtomicReference<>();

        private Link(Socket agent, Socket upstream) {
            this.agent = agent;
            this.upstream = upstream;
        }

        private boolean strike(Fault fault, boolean upwards, double part) {
            switch (fault) {
                case CUT -> {
                    count(fault);
                    cut();
                    return true;
                }
                case HALF_CLOSED -> {
                    count(fault);
                    try {
                        (upwards ? upstream : agent).shutdownOutput();
                    } catch (IOException alreadyGone) {
                        cut();
                    }
                    return true;
                }
                default -> {
                    return (upwards ? up : down).compareAndSet(null, new Planned(fault, part));
                }
            }
        }

        private void pump(Socket from, Socket to, AtomicReference<Planned> planned) {
            byte[] bytes = new byte[CHUNK];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                int read = in.read(bytes);
                while (read >= 0) {
                    Planned fault = planned.getAndSet(null);
                    if (fault == null) {
                        out.write(bytes, 0, read);
                    } else {
                        suffer(fault, out, bytes, read);
                    }
                    read = in.read(bytes);
                }
                to.shutdownOutput();
            } catch (IOException e) {
                cut();
            }
            if (from.isInputShutdown() || from.isClosed() || to.isClosed()) {
                links.remove(this);
            }
        }

        private void suffer(Planned planned, OutputStream out, byte[] bytes, int read) throws IOException {
            count(planned.fault());
            switch (planned.fault()) {
                case DELAYED -> {
                    hold(planned.part());
                    out.write(bytes, 0, read);
                }
                case TRUNCATED -> {
                    out.write(bytes, 0, (int) (read * planned.part()));
                    out.flush();
                    throw new IOException("truncated");
                }
                case DUPLICATED -> {
                    out.write(bytes, 0, read);
                    out.write(bytes, 0, read);
                }
                case CUT, HALF_CLOSED -> throw new IllegalStateException(planned.toString());
            }
        }

        private void hold(double part) {
            try {
                TimeUnit.MILLISECONDS.sleep((long) (part * LONGEST_DELAY_MILLIS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void cut() {
            links.remove(this);
            for (Socket socket : List.of(agent, upstream)) {
                try {
                    // A reset, as from a peer that has forgotten the connection.
                    socket.setSoLinger(true, 0);
                } catch (IOException alreadyGone) {
                    closeQuietly(socket);
                }
                closeQuietly(socket);
            }
        }
    }
}
