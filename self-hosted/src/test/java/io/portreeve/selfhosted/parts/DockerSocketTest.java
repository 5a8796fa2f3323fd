package io.portreeve.selfhosted.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portreeve.selfhosted.data.StartFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerSocketTest {
    @TempDir
    private Path directory;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void engineThatAnswersIsFound() throws Exception {
        try (ServerSocketChannel engine = listen("docker.sock")) {
            Thread answering = new Thread(() -> answer(engine));
            answering.start();

            assertThat(DockerSocket.find(
                            Optional.empty(), Map.of("DOCKER_HOST", url("docker.sock")), directory, warnings::add))
                    .contains(url("docker.sock"));
            answering.join();
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void engineThatDoesNotAnswerIsNotWatched() throws IOException {
        Files.createFile(directory.resolve("docker.sock"));

        Optional<String> found = DockerSocket.find(
                Optional.empty(), Map.of("DOCKER_HOST", url("docker.sock")), directory, warnings::add);

        assertThat(found).isNotEqualTo(Optional.of(url("docker.sock")));
        assertThat(warnings).anyMatch(line -> line.contains(url("docker.sock")));
    }

    @Test
    void namedEngineMustAnswer() throws IOException {
        Files.createFile(directory.resolve("docker.sock"));

        assertThatThrownBy(() -> find(url("docker.sock")))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("No engine answers");
    }

    @Test
    void namedEngineMustBeThere() {
        assertThatThrownBy(() -> find(url("nothing.sock")))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("There is no socket");
    }

    @Test
    void namedEngineMustBeOnThisMachine() {
        assertThatThrownBy(() -> find("tcp://elsewhere:2375"))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("--docker-host");
    }

    private Optional<String> find(String named) {
        return DockerSocket.find(Optional.of(named), Map.of(), directory, warnings::add);
    }

    private String url(String name) {
        return "unix://" + directory.resolve(name);
    }

    private ServerSocketChannel listen(String name) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(directory.resolve(name)));
        return channel;
    }

    private static void answer(ServerSocketChannel engine) {
        try (SocketChannel client = engine.accept()) {
            client.read(ByteBuffer.allocate(256));
            client.write(ByteBuffer.wrap("HTTP/1.0 200 OK\r\n\r\nOK".getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
