package io.portreeve.contract.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.contract.message.Interfaces;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.sample.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedMessagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MessageCodec CODEC = new MessageCodec();

    /** What may be missing: a value that is absent. */
    private static final Set<String> OPTIONAL = Set.of(
            "answers",
            "clockSkew",
            "engineProblem",
            "figures",
            "spoolAge",
            "spoolProblem",
            "updateRefusal",
            "startedAt",
            "exitCode",
            "before",
            "after",
            "understood",
            "output",
            "steps",
            "bytes",
            "allowed",
            "extra");

    /** What a machine may not tell. */
    private static final Set<String> MAY_BE_UNREADABLE = Set.of(
            "cpuUserRatio",
            "cpuSystemRatio",
            "cpuWaitRatio",
            "cpuStolenRatio",
            "load1",
            "load5",
            "load15",
            "memoryTotalBytes",
            "memoryAvailableBytes",
            "swapTotalBytes",
            "swapFreeBytes",
            "diskReadBytesPerSecond",
            "diskWrittenBytesPerSecond",
            "uptimeSeconds");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "1",
                "\"HELLO\"",
                "[]",
                "{}",
                "{\"type\":null}",
                "{\"type\":{}}",
                "{\"type\":\"HEARTBEAT\"",
                "{\"type\":\"HEARTBEAT\",\"sentAt\":1}{}",
                "{\"type\":\"HEARTBEAT\",\"sentAt\":\"soon\"}",
                "{\"type\":\"HEARTBEAT\",\"sentAt\":99999999999999999999}",
                "{\"type\":\"HEARTBEAT\",\"sentAt\":{}}",
                "{\"type\":\"HEARTBEAT\",\"sentAt\":null}",
                "{\"type\":\"STATUS\",\"droppedBatches\":null}",
                "{\"type\":\"STATUS\",\"droppedBatches\":\"many\"}",
                "{\"type\":\"METRICS\",\"sequence\":1,\"readAt\":1,\"interval\":1,\"container\":[1]}",
                "{\"type\":\"METRICS\",\"sequence\":1,\"readAt\":1,\"interval\":0,\"container\":[]}",
                "{\"type\":\"LIVE_LOGS\",\"container\":-1,\"state\":\"ended\",\"missed\":0,\"lines\":[]}",
                "{\"type\":\"LIVE_LOGS\",\"container\":1,\"state\":\"ended\",\"missed\":-1,\"lines\":[]}",
                "{\"type\":\"LIVE_LOGS\",\"container\":1,\"state\":\"<b>\",\"missed\":0,\"lines\":[]}",
                "{\"type\":\"INVENTORY\",\"sequence\":1,\"containers\":[null]}",
                "{\"type\":\"INVENTORY\",\"sequence\":1,\"containers\":[1]}",
                "{\"type\":\"INVENTORY\",\"sequence\":1,\"containers\":{}}",
                "{\"type\":\"HELLO\",\"host\":[]}"
            })
    void whatIsNoMessageIsMalformed(String text) {
        assertMalformed(text.getBytes(StandardCharsets.UTF_8), true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"ACTION\",\"request\":{}}",
                "{\"type\":\"ACTION_ACK\",\"id\":\"one\"}",
                "{\"type\":\"LIVE_LEASE\",\"containers\":[-1],\"interval\":1000,\"lasts\":30000}",
                "{\"type\":\"LIVE_LEASE\",\"containers\":[1],\"interval\":10,\"lasts\":30000}",
                "{\"type\":\"LIVE_LEASE\",\"containers\":[1],\"interval\":1000,\"lasts\":86400000}",
                "{\"type\":\"LOG_LEASE\",\"containers\":[-1],\"tail\":0,\"lasts\":30000}",
                "{\"type\":\"LOG_LEASE\",\"containers\":[1,2,3,4,5,6,7,8,9],\"tail\":0,\"lasts\":30000}",
                "{\"type\":\"LOG_LEASE\",\"containers\":[1],\"tail\":501,\"lasts\":30000}",
                "{\"type\":\"LOG_LEASE\",\"containers\":[1],\"tail\":0,\"lasts\":86400000}",
                "{\"type\":\"ACK\",\"sequence\":1}",
                "{\"type\":\"ACK\",\"stream\":\"gossip\",\"sequence\":1}",
                "{\"type\":\"ACK\",\"stream\":null,\"sequence\":1}",
                "{\"type\":\"WELCOME\",\"epoch\":1,\"cloudTime\":1,\"sampleInterval\":0,\"acknowledged\":{}}",
                "{\"type\":\"WELCOME\",\"epoch\":1,\"cloudTime\":1,\"sampleInterval\":1,\"acknowledged\":{\"gossip\":1}}",
                "{\"type\":\"WELCOME\",\"epoch\":1,\"cloudTime\":1,\"sampleInterval\":1,\"acknowledged\":{\"metrics\":null}}"
            })
    void whatIsNoMessageOfTheCloudIsMalformed(String text) {
        assertMalformed(text.getBytes(StandardCharsets.UTF_8), false);
    }

    static Stream<Arguments> everyFieldOfEveryMessage() {
        List<Arguments> all = new ArrayList<>();
        Examples.ofAgent().forEach((name, message) -> fields(name, CODEC.encode(message), true, all));
        Examples.ofCloud().forEach((name, message) -> fields(name, CODEC.encode(message), false, all));
        return all.stream();
    }

    @ParameterizedTest(name = "{0} without {1}")
    @MethodSource("everyFieldOfEveryMessage")
    void messageWithoutAFieldIsMalformed(String name, String path, byte[] message, boolean ofAgent) throws IOException {
        JsonNode root = JSON.readTree(message);
        parent(root, path).remove(last(path));
        assertMalformed(JSON.writeValueAsBytes(root), ofAgent);
    }

    @ParameterizedTest(name = "{0} with null as {1}")
    @MethodSource("everyFieldOfEveryMessage")
    void messageWithANullFieldIsMalformed(String name, String path, byte[] message, boolean ofAgent)
            throws IOException {
        JsonNode root = JSON.readTree(message);
        parent(root, path).putNull(last(path));
        assertMalformed(JSON.writeValueAsBytes(root), ofAgent);
    }

    @ParameterizedTest(name = "{0} with an object as {1}")
    @MethodSource("everyFieldOfEveryMessage")
    void messageWithAFieldOfAnotherTypeIsMalformed(String name, String path, byte[] message, boolean ofAgent)
            throws IOException {
        JsonNode root = JSON.readTree(message);
        parent(root, path).putObject(last(path)).putObject("odd");
        assertMalformed(JSON.writeValueAsBytes(root), ofAgent);
    }

    @Test
    void brokenInvariantsAreMalformed() throws IOException {
        ObjectNode metrics =
                (ObjectNode) JSON.readTree(CODEC.encode(Examples.ofAgent().get("metrics")));
        assertMalformed(JSON.writeValueAsBytes(metrics.deepCopy().set("container", JSON.readTree("[1,1]"))), true);
        assertMalformed(JSON.writeValueAsBytes(metrics.deepCopy().set("container", JSON.readTree("[-1,1]"))), true);
        assertMalformed(JSON.writeValueAsBytes(metrics.deepCopy().set("container", JSON.readTree("[1,2,3]"))), true);
        assertMalformed(JSON.writeValueAsBytes(metrics.deepCopy().set("cpuCores", JSON.readTree("[1]"))), true);
        assertMalformed(JSON.writeValueAsBytes(metrics.deepCopy().set("cpuCores", JSON.readTree("[1,2,3]"))), true);
        assertMalformed(JSON.writeValueAsBytes(metrics.deepCopy().set("cpuCores", JSON.readTree("[-2,1]"))), true);
        assertMalformed(JSON.writeValueAsBytes(metrics.deepCopy().set("pids", JSON.readTree("[1e300,1]"))), true);
        assertMalformed(JSON.writeValueAsBytes(metrics.deepCopy().put("interval", -1)), true);

        String inventory = new String(CODEC.encode(Examples.ofAgent().get("inventory")), StandardCharsets.UTF_8);
        assertMalformed(inventory.replace("\"number\":1", "\"number\":0").getBytes(StandardCharsets.UTF_8), true);
        assertMalformed(inventory.replace("0123456789abcdef", "../../..").getBytes(StandardCharsets.UTF_8), true);
        assertMalformed(
                inventory
                        .replace("nginx:1.27", "x".repeat(Limits.TEXT_LENGTH + 1))
                        .getBytes(StandardCharsets.UTF_8),
                true);

        ObjectNode hello =
                (ObjectNode) JSON.readTree(CODEC.encode(Examples.ofAgent().get("hello")));
        ArrayNode many = JSON.createArrayNode();
        IntStream.rangeClosed(0, Limits.CAPABILITIES).forEach(number -> many.add("c" + number));
        assertMalformed(JSON.writeValueAsBytes(hello.deepCopy().set("capabilities", many)), true);
        ArrayNode one = JSON.createArrayNode().add("x".repeat(Limits.TEXT_LENGTH + 1));
        assertMalformed(JSON.writeValueAsBytes(hello.deepCopy().set("capabilities", one)), true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "readAt | [1767225600123,10001]",
                "readAt | [1767225600123,10001,9999,1]",
                "readAt | [1767225600123,0,9999]",
                "readAt | [1767225600123,-1,9999]",
                "readAt | [1767225600123,50001,9999]",
                "readAt | [1767225600123,null,9999]",
                "readAt | [9223372036854775807,1,1]",
                "readAt | []",
                "readAt | 1767225600123",
                "readAt | [1,1,1,1,1,1,1]",
                "interval | [10004,0,9999]",
                "interval | [10004,null,9999]",
                "interval | 10004",
                "containers | []",
                "containers | [\"00\",\"01\"]",
                "containers | [null,null]",
                "containers | [1,2]",
                "pids | [[5,0,0]]",
                "pids | [[5,0,0],[1,null,1],[1,1,1]]",
                "pids | [[5,0],[1,null]]",
                "pids | [[5,0,0,0],[1,null,1,1]]",
                "pids | [[5,-6,0],[1,null,1]]",
                "pids | [[5,9223372036854775807,0],[1,null,1]]",
                "pids | [[5,1e300,0],[1,null,1]]",
                "pids | [[5,\"0\",0],[1,null,1]]",
                "pids | [5,0]",
                "pids | [[[5,0,0]]]"
            })
    void packedMetricsThatFormNoSamplesAreMalformed(String field, String value) throws IOException {
        ObjectNode packed =
                (ObjectNode) JSON.readTree(CODEC.encode(Examples.ofAgent().get("metrics-packed")));
        packed.set(field, JSON.readTree(value));
        assertMalformed(JSON.writeValueAsBytes(packed), true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "null",
                "{}",
                "[1]",
                "[1,2,3]",
                "[[1],2]",
                "[[1,2,3],2]",
                "[1.5e300,2]",
                "[\"1\",2]",
                "[-1,2]"
            })
    void furtherMetricsThatFormNoSamplesAreMalformed(String value) throws IOException {
        ObjectNode packed =
                (ObjectNode) JSON.readTree(CODEC.encode(Examples.ofAgent().get("metrics-packed-further")));
        packed.set("memoryRssBytes", JSON.readTree(value));
        assertMalformed(JSON.writeValueAsBytes(packed), true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "null",
                "[]",
                "[\"eth0\"]",
                "[\"eth0\",1,2,3,4,5,6,7]",
                "[\"eth0\",1,2,3,4,5,6,7,null]",
                "[\"eth0\",1,2,3,4,5,6,7,-1]",
                "[\"eth0\",1,2,3,4,5,6,7,\"many\"]",
                "[\"eth0\",1,2,3,4,5,6,7,1e300]",
                "[\"\",1,2,3,4,5,6,7,8]",
                "[null,1,2,3,4,5,6,7,8]",
                "[\"eth1\",1,2,3,4,5,6,7,8]"
            })
    void interfacesThatAreNoneAreMalformed(String row) throws IOException {
        JsonNode message = JSON.readTree(CODEC.encode(Examples.ofAgent().get("interfaces")));
        ((ArrayNode) message.at("/containers/0/network/interfaces")).set(0, JSON.readTree(row));
        assertMalformed(JSON.writeValueAsBytes(message), true);
    }

    @Test
    void interfacesBeyondTheirBoundsAreMalformed() throws IOException {
        JsonNode message = JSON.readTree(CODEC.encode(Examples.ofAgent().get("interfaces")));
        ArrayNode rows = (ArrayNode) message.at("/host/interfaces");
        IntStream.range(0, Limits.INTERFACES).forEach(number -> {
            ArrayNode row = rows.addArray().add("eth" + number);
            IntStream.range(0, 8).forEach(row::add);
        });
        assertMalformed(JSON.writeValueAsBytes(message), true);
        rows.remove(0);
        assertThat(CODEC.decodeAgentMessage(JSON.writeValueAsBytes(message))).isInstanceOf(Interfaces.class);
    }

    @Test
    void counterOfANewerAgentIsIgnored() throws IOException {
        JsonNode message = JSON.readTree(CODEC.encode(Examples.ofAgent().get("interfaces")));
        ((ArrayNode) message.at("/host/interfaces/0")).add(42);
        assertThat(CODEC.decodeAgentMessage(JSON.writeValueAsBytes(message)))
                .isEqualTo(Examples.ofAgent().get("interfaces"));
    }

    @Test
    void metricsBeyondTheirBoundsAreMalformed() throws IOException {
        int most = Limits.CONTAINERS_PER_HOST;
        ObjectNode packed =
                (ObjectNode) JSON.readTree(CODEC.encode(Examples.ofAgent().get("metrics-packed")));
        String ids =
                IntStream.rangeClosed(0, most).mapToObj("\"%064x\""::formatted).collect(Collectors.joining(","));
        assertMalformed(JSON.writeValueAsBytes(packed.set("containers", JSON.readTree("[" + ids + "]"))), true);
        ObjectNode live =
                (ObjectNode) JSON.readTree(CODEC.encode(Examples.ofAgent().get("live")));
        String numbers =
                IntStream.rangeClosed(0, most).mapToObj(Integer::toString).collect(Collectors.joining(","));
        for (String field : live.properties().stream()
                .filter(each -> each.getValue().isArray())
                .map(Map.Entry::getKey)
                .toList()) {
            live.set(field, JSON.readTree("[" + numbers + "]"));
        }
        assertMalformed(JSON.writeValueAsBytes(live), true);
    }

    @Test
    void containerThatIsNamedTwiceIsMalformed() {
        String packed = new String(CODEC.encode(Examples.ofAgent().get("metrics-packed")), StandardCharsets.UTF_8);
        assertMalformed(packed.replace("fedcba9876543210", "0123456789abcdef"), true);
        assertMalformed(packed.replace("fedcba9876543210", "FEDCBA9876543210"), true);
    }

    @Test
    void eventsThatBreakAnInvariantAreMalformed() {
        String events = new String(CODEC.encode(Examples.ofAgent().get("events")), StandardCharsets.UTF_8);
        assertMalformed(events.replace("container.die", "Container die"), true);
        assertMalformed(events.replace("container.die", "x".repeat(65)), true);
        assertMalformed(events.replace("0123456789abcdef", "../../.."), true);
        assertMalformed(events.replace("1767225600123456789", "-1"), true);
        assertMalformed(events.replace("1767225600123456789", "99999999999999999999"), true);
        assertMalformed(events.replace("nginx:1.27", "x".repeat(Limits.EVENT_TEXT_LENGTH + 1)), true);
        assertMalformed(events.replace("\"signal\":\"9\"", "\"signal\":null"), true);
        assertMalformed(
                events.replace("\"signal\":\"9\"", "\"signal\":\"" + "x".repeat(Limits.EVENT_TEXT_LENGTH + 1) + "\""),
                true);
        String many = IntStream.rangeClosed(0, Limits.EVENT_ATTRIBUTES)
                .mapToObj(each -> "\"a" + each + "\":\"\"")
                .collect(Collectors.joining(","));
        assertMalformed(events.replace("\"signal\":\"9\"", many), true);
        assertMalformed(events.replace("\"from\":1767225600123", "\"from\":1767225660124"), true);
        assertMalformed(events.replace("\"missed\":12", "\"missed\":-1"), true);
        assertMalformed(events.replace("\"reason\":\"flood\"", "\"reason\":\"\""), true);
    }

    @Test
    void logsThatBreakAnInvariantAreMalformed() {
        String logs = new String(CODEC.encode(Examples.ofAgent().get("logs")), StandardCharsets.UTF_8);
        assertMalformed(logs.replace("0123456789abcdef", "../../.."), true);
        assertMalformed(logs.replace("fedcba9876543210", "0123456789abcdef"), true);
        assertMalformed(logs.replace("\"number\":3", "\"number\":0"), true);
        assertMalformed(logs.replace("\"number\":3", "\"number\":5"), true);
        assertMalformed(logs.replace("\"through\":20", "\"through\":4"), true);
        assertMalformed(logs.replace("\"through\":20", "\"through\":19"), true);
        assertMalformed(logs.replace("1767225600123456789", "-1"), true);
        assertMalformed(logs.replace("\"stderr\":true", "\"stderr\":null"), true);
        assertMalformed(logs.replace("listening", "x".repeat(Limits.LOG_LINE_LENGTH)), true);
        assertMalformed(logs.replace("\"missed\":15", "\"missed\":-1"), true);
        assertMalformed(logs.replace("\"reason\":\"rate\"", "\"reason\":\"\""), true);
        assertMalformed(logs.replace("\"from\":1767225600123", "\"from\":1767225660124"), true);
        String many = IntStream.rangeClosed(1, Limits.LOG_LINES_PER_BATCH + 1)
                .mapToObj(each -> "{\"number\":" + each + ",\"timeNanos\":1,\"stderr\":false,\"text\":\"\"}")
                .collect(Collectors.joining(","));
        assertMalformed(
                "{\"type\":\"LOGS\",\"sequence\":1,\"containers\":[{\"dockerId\":\"" + "a".repeat(64)
                        + "\",\"generation\":0,\"through\":9999,\"lines\":[" + many + "],\"gaps\":[]}]}",
                true);
    }

    @Test
    void nestingIsBounded() {
        String deep = "{\"type\":\"HEARTBEAT\",\"sentAt\":1,\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertMalformed(deep.getBytes(StandardCharsets.UTF_8), true);
    }

    @Test
    void longTextsAreNotEvenRead() {
        String big = "{\"type\":\"HEARTBEAT\",\"sentAt\":1,\"x\":\"" + "y".repeat(1_000_000) + "\",\"sentAt\":1}";
        assertMalformed(
                ("{\"type\":\"PROBLEM\",\"code\":\"" + "y".repeat(1_000_000) + "\",\"detail\":\"\"}")
                        .getBytes(StandardCharsets.UTF_8),
                false);
        assertMalformed((big + "}").getBytes(StandardCharsets.UTF_8), true);
    }

    @Test
    void messageBeyondTheLimitIsTooLarge() {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> CODEC.decodeAgentMessage(new byte[Limits.MESSAGE_BYTES + 1]))
                .matches(MalformedMessageException::isTooLarge);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FORTUNE", "hello", "WELCOME", "java.lang.Runtime", ""})
    void typeThatAnAgentDoesNotSendIsUnknown(String type) {
        assertThatExceptionOfType(UnknownMessageException.class)
                .isThrownBy(() -> CODEC.decodeAgentMessage(
                        ("{\"type\":\"" + type + "\",\"x\":[1,{\"y\":2}]}").getBytes(StandardCharsets.UTF_8)))
                .matches(unknown -> unknown.type().equals(type));
    }

    private static void assertMalformed(String message, boolean ofAgent) {
        assertMalformed(message.getBytes(StandardCharsets.UTF_8), ofAgent);
    }

    private static void assertMalformed(byte[] message, boolean ofAgent) {
        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> {
            if (ofAgent) {
                CODEC.decodeAgentMessage(message);
            } else {
                CODEC.decodeCloudMessage(message);
            }
        });
    }

    private static void fields(String name, byte[] message, boolean ofAgent, List<Arguments> all) {
        try {
            collect(JSON.readTree(message), "", path -> all.add(Arguments.of(name, path, message, ofAgent)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void collect(JsonNode node, String prefix, java.util.function.Consumer<String> to) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey();
            boolean isKeyOfMap = prefix.endsWith("lastSequences/")
                    || prefix.endsWith("acknowledged/")
                    || prefix.endsWith("attributes/");
            boolean isOfMachine =
                    MAY_BE_UNREADABLE.contains(name) || (prefix.equals("samples/0/") && name.startsWith("network"));
            boolean isFurther = Metric.named(name).filter(Metric::isFurther).isPresent();
            if (!name.equals("type") && !OPTIONAL.contains(name) && !isOfMachine && !isKeyOfMap && !isFurther) {
                to.accept(prefix + name);
            }
            if (field.getValue().isObject()) {
                collect(field.getValue(), prefix + name + "/", to);
            }
            if (field.getValue().path(0).isObject()) {
                collect(field.getValue().get(0), prefix + name + "/0/", to);
            }
        }
    }

    private static ObjectNode parent(JsonNode root, String path) {
        int slash = path.lastIndexOf('/');
        return (ObjectNode) (slash < 0 ? root : root.at("/" + path.substring(0, slash)));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
