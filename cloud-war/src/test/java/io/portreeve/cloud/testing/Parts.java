package io.portreeve.cloud.testing;

import io.portreeve.migrations.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import redis.embedded.RedisServer;

/**
 * The database and the Redis that the WAR under test uses, one of each a JVM. As an extension it stands before that of
 * Arquillian, since the options of Payara are read when that one begins.
 */
public final class Parts implements BeforeAllCallback {
    private static Parts.Running running;

    private record Running(TestDatabase database, int httpPort) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    /** What the deployment gives to hosts in place of an agent. */
    public static final String AGENT = "an agent, for tests";

    public static TestDatabase database() {
        return start().database();
    }

    /** The WAR as it is delivered. */
    public static WebArchive war() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("portreeve.war")));
    }

    private static synchronized Running start() {
        if (running == null) {
            TestDatabase database = TestDatabase.create();
            int redisPort = redis();
            int httpPort = freePort();
            System.setProperty("payara.cmdOptions", String.join(" ", jvmOptions(database, redisPort)));
            System.setProperty(
                    "payara.extraMicroOptions", "--nohazelcast --disablephonehome --contextroot / --port " + httpPort);
            running = new Running(database, httpPort);
        }
        return running;
    }

    private static List<String> jvmOptions(TestDatabase database, int redisPort) {
        List<String> options = new ArrayList<>(OfferedRelease.options());
        options.addAll(List.of(
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.net.preferIPv4Stack=true",
                "-Dportreeve.db.url=" + database.jdbcUrl(),
                "-Dportreeve.db.password=" + database.appPassword(),
                "-Dportreeve.db.system.password=" + database.systemPassword(),
                "-Dportreeve.redis.url=redis://127.0.0.1:" + redisPort,
                "-Dportreeve.public-url=http://localhost",
                "-Dportreeve.agent-jar=" + agent(),
                "-Dportreeve.sample-interval=PT10S"));
        return options;
    }

    private static Path agent() {
        try {
            Path jar = Files.createTempFile("portreeve-agent", ".jar");
            jar.toFile().deleteOnExit();
            return Files.writeString(jar, AGENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int redis() {
        try {
            int port = freePort();
            RedisServer server = RedisServer.newRedisServer()
                    .port(port)
                    .setting("bind 127.0.0.1")
                    .setting("save \"\"")
                    .build();
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(RedisServer server) {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
