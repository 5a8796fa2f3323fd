package io.portreeve.contract.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.contract.message.AgentMessage;
import io.portreeve.contract.message.CloudMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of version 1 as they were decided: a change of them breaks agents that are out in the field. */
class GoldenFilesTest {
    private final MessageCodec codec = new MessageCodec();
    private final ObjectMapper json = new ObjectMapper();

    static Stream<Arguments> ofAgent() {
        return Examples.ofAgent().entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    static Stream<Arguments> ofCloud() {
        return Examples.ofCloud().entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofAgent")
    void agentMessageIsItsGoldenFile(String name, AgentMessage message) throws IOException {
        byte[] golden = golden(name);
        assertThat(new String(codec.encode(message), StandardCharsets.UTF_8))
                .isEqualTo(new String(golden, StandardCharsets.UTF_8));
        assertThat(codec.decodeAgentMessage(golden)).isEqualTo(message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofCloud")
    void cloudMessageIsItsGoldenFile(String name, CloudMessage message) throws IOException {
        byte[] golden = golden(name);
        assertThat(new String(codec.encode(message), StandardCharsets.UTF_8))
                .isEqualTo(new String(golden, StandardCharsets.UTF_8));
        assertThat(codec.decodeCloudMessage(golden)).isEqualTo(message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofAgent")
    void fieldOfANewerAgentIsIgnored(String name, AgentMessage message) throws IOException {
        assertThat(codec.decodeAgentMessage(withNewFields(golden(name)))).isEqualTo(message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofCloud")
    void fieldOfANewerCloudIsIgnored(String name, CloudMessage message) throws IOException {
        assertThat(codec.decodeCloudMessage(withNewFields(golden(name)))).isEqualTo(message);
    }

    @Test
    void everyMessageHasAFileAndEveryFileAMessage() throws IOException {
        Set<String> names = new TreeSet<>(Examples.ofAgent().keySet());
        names.addAll(Examples.ofCloud().keySet());
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden/v1"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
        assertThat(classes(Examples.ofAgent().values().stream().map(Object::getClass)))
                .isEqualTo(classes(Stream.of(AgentMessage.class.getPermittedSubclasses())));
        assertThat(classes(Examples.ofCloud().values().stream().map(Object::getClass)))
                .isEqualTo(classes(Stream.of(CloudMessage.class.getPermittedSubclasses())));
    }

    private byte[] withNewFields(byte[] golden) throws IOException {
        ObjectNode message = (ObjectNode) json.readTree(golden);
        message.put("newer", "text");
        message.putObject("newest").put("deep", 1);
        for (JsonNode child : message) {
            if (child instanceof ObjectNode object && object.has("hostname")) {
                object.put("newer", true);
            }
        }
        return json.writeValueAsBytes(message);
    }

    private static Set<String> classes(Stream<? extends Class<?>> types) {
        return types.map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream file = GoldenFilesTest.class.getResourceAsStream("/golden/v1/" + name + ".json")) {
            assertThat(file).as("golden file of " + name).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
