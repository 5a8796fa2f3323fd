package io.portreeve.agent.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that knows CONNECT only, and every name as this machine. */
public final class ConnectProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile String credentials = "";
    private volatile int status = 200;

    public ConnectProxy() throws IOException {
        daemon(this::accept);
    }

    /** Lets only this {@code user:password} through. */
    public void wants(String userAndPassword) {
        credentials = userAndPassword;
    }

    public void answers(int refusal) {
        status = refusal;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The heads of all requests. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                open.add(client);
                daemon(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try {
            String head = TlsCloud.head(client.getInputStream());
            requests.add(head);
            int answer = isKnown(head) ? status : 407;
            String challenge = answer == 407 ? "Proxy-Authenticate: Basic realm=\"proxy\"\r\n" : "";
            String length = answer == 200 ? "" : "Content-Length: 0\r\n";
            client.getOutputStream()
                    .write(("HTTP/1.1 " + answer + " Answer\r\n" + challenge + length + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            if (answer != 200) {
                client.close();
                return;
            }
            int port = Integer.parseInt(head.substring(head.indexOf(':') + 1, head.indexOf(" HTTP/")));
            Socket cloud = new Socket(InetAddress.getLoopbackAddress(), port);
            open.add(cloud);
            daemon(() -> pass(client, cloud));
            pass(cloud, client);
        } catch (IOException e) {
            // One of the two hung up.
        }
    }

    private boolean isKnown(String head) {
        String value = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return credentials.isEmpty() || head.contains("Proxy-Authorization: Basic " + value + "\r\n");
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // One of the two hung up.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
