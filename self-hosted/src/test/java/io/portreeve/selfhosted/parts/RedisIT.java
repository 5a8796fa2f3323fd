package io.portreeve.selfhosted.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.selfhosted.data.DataDirectory;
import io.portreeve.selfhosted.data.Secrets;
import io.portreeve.selfhosted.process.Child;
import io.portreeve.selfhosted.process.Children;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisIT {
    @TempDir
    private static Path unpacked;

    @TempDir
    private Path directory;

    private DataDirectory data;
    private Children children;
    private Redis redis;

    @BeforeEach
    void open() {
        data = DataDirectory.open(directory);
        children = new Children(data.run().resolve("processes"), line -> {});
        redis = new Redis(new Cache(unpacked), data, new Secrets(data.secrets()), children, Ports.free(), false);
    }

    @AfterEach
    void close() {
        children.close();
        data.close();
    }

    @Test
    void strangerIsNotServed() throws IOException {
        redis.start();

        assertThat(ask("GET anything")).startsWith("-NOAUTH");
    }

    @Test
    void sessionsOutliveARestart() throws IOException {
        Child server = redis.start();
        assertThat(ask(authenticated("SET session kept"))).isEqualTo("+OK");
        children.end(server);

        redis.start();

        assertThat(ask(authenticated("GETRANGE session 0 -1"))).isEqualTo("$4");
    }

    @Test
    void fileThatCannotBeReadIsThrownAway() throws IOException {
        Files.writeString(data.redis().resolve("appendonly.aof"), "this is no append-only file\n");

        redis.start();

        assertThat(ask(authenticated("PING"))).isEqualTo("+PONG");
    }

    private String authenticated(String command) {
        return "AUTH " + URI.create(redis.url()).getUserInfo().substring(1) + "\r\n" + command;
    }

    /** The answer to the last of the commands. */
    private String ask(String commands) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(redis.url()).getPort())) {
            socket.getOutputStream().write((commands + "\r\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String answer = "";
            for (int line = 0; line < commands.split("\r\n", -1).length; line++) {
                answer = answers.readLine();
            }
            return answer;
        }
    }
}
