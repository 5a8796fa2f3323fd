package io.portreeve.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecreationTest {
    private static final String ID = "0123456789abcdef".repeat(4);
    private static final String CONTAINER = """
            {"Id":"%s","Name":"/web","Image":"sha256:1",
            "Config":{"Hostname":"0123456789ab","Image":"web:1","Env":["PATH=/bin","COLOUR=blue"],
                "Labels":{"maintainer":"them","tier":"web"},"Cmd":["serve"],"Entrypoint":["/init"],
                "ExposedPorts":{"80/tcp":{},"81/tcp":{}},"User":"","WorkingDir":"/srv",
                "Healthcheck":{"Test":["CMD","true"]}},
            "HostConfig":{"NetworkMode":"front","Binds":["data:/data"],"Memory":1000,
                "RestartPolicy":{"Name":"always","MaximumRetryCount":0},
                "PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8080"}]}},
            "Mounts":[{"Type":"volume","Name":"data","Destination":"/data","RW":true},
                {"Type":"volume","Name":"%s","Destination":"/cache","RW":false},
                {"Type":"bind","Source":"/etc","Destination":"/etc","RW":true}],
            "NetworkSettings":{"Networks":{
                "front":{"IPAMConfig":{"IPv4Address":"10.1.0.9"},"Aliases":["0123456789ab","www"],"Links":null,
                    "NetworkID":"n","IPAddress":"10.1.0.9","MacAddress":"02:42:0a:01:00:09"},
                "back":{"IPAMConfig":null,"Aliases":["db-client"],"IPAddress":"10.2.0.3"}}}}""".formatted(ID, "f".repeat(64));
    private static final String IMAGE = """
            {"Id":"sha256:1","Config":{"Env":["PATH=/bin"],"Labels":{"maintainer":"them"},"Cmd":["other"],
                "Entrypoint":["/init"],"ExposedPorts":{"80/tcp":{}},"User":"","WorkingDir":"/srv"}}""";

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void everythingThatWasAskedForIsAskedForAgain() throws Exception {
        ObjectNode body = recreation().body("web:2", Optional.of(json.readTree(IMAGE)));
        assertThat(body.path("Image").asText()).isEqualTo("web:2");
        assertThat(body.path("Env")).isEqualTo(json.readTree("[\"COLOUR=blue\"]"));
        assertThat(body.path("Labels")).isEqualTo(json.readTree("{\"tier\":\"web\"}"));
        assertThat(body.path("Cmd")).isEqualTo(json.readTree("[\"serve\"]"));
        assertThat(body.path("ExposedPorts")).isEqualTo(json.readTree("{\"81/tcp\":{}}"));
        assertThat(body.path("Healthcheck").path("Test").get(1).asText()).isEqualTo("true");
        assertThat(body.path("HostConfig").path("RestartPolicy").path("Name").asText())
                .isEqualTo("always");
        assertThat(body.path("HostConfig").path("PortBindings").has("80/tcp")).isTrue();
        assertThat(body.path("HostConfig").path("Memory").asInt()).isEqualTo(1000);
    }

    @Test
    void whatTheImageGaveIsLeftToTheNewImage() throws Exception {
        ObjectNode body = recreation().body("web:2", Optional.of(json.readTree(IMAGE)));
        assertThat(body.has("Entrypoint")).isFalse();
        assertThat(body.has("User")).isFalse();
        assertThat(body.has("WorkingDir")).isFalse();
        assertThat(body.has("Hostname")).isFalse();
    }

    @Test
    void withoutTheOldImageEverythingIsKept() throws Exception {
        ObjectNode body = recreation().body("web:2", Optional.empty());
        assertThat(body.path("Env")).hasSize(2);
        assertThat(body.path("Entrypoint").get(0).asText()).isEqualTo("/init");
    }

    @Test
    void volumesWithoutANameAreMountedAgain() throws Exception {
        JsonNode binds =
                recreation().body("web:2", Optional.empty()).path("HostConfig").path("Binds");
        assertThat(binds).extracting(JsonNode::asText).containsExactly("data:/data", "f".repeat(64) + ":/cache:ro");
    }

    @Test
    void mountsWithoutASourceGetTheVolumeThatIsThere() throws Exception {
        JsonNode host = new Recreation(json.readTree("""
                        {"Id":"%s","Config":{},"HostConfig":{"Mounts":[{"Type":"volume","Target":"/data/"},
                            {"Type":"volume","Source":"named","Target":"/named"},{"Type":"tmpfs","Target":"/tmp"}]},
                        "Mounts":[{"Type":"volume","Name":"a1b2","Destination":"/data","RW":true},
                            {"Type":"volume","Name":"named","Destination":"/named","RW":true}]}""".formatted(ID)))
                .body("web:2", Optional.empty())
                .path("HostConfig");
        assertThat(host.path("Mounts"))
                .extracting(mount -> mount.path("Source").asText())
                .containsExactly("a1b2", "named", "");
        assertThat(host.has("Binds")).isFalse();
    }

    @Test
    void networkThatWasChosenByItsIdIsTheFirst() throws Exception {
        ObjectNode container = (ObjectNode) json.readTree(CONTAINER);
        ((ObjectNode) container.path("HostConfig")).put("NetworkMode", "b4c5d6");
        ((ObjectNode) container.at("/NetworkSettings/Networks/back")).put("NetworkID", "b4c5d6" + "0".repeat(58));
        Recreation recreation = new Recreation(container);
        ObjectNode body = recreation.body("web:2", Optional.empty());
        assertThat(body.at("/NetworkingConfig/EndpointsConfig").fieldNames())
                .toIterable()
                .containsExactly("back");
        assertThat(body.at("/HostConfig/NetworkMode").asText()).isEqualTo("back");
        assertThat(recreation.otherNetworks()).containsOnlyKeys("front");
    }

    @Test
    void networksKeepAliasesAndAddresses() throws Exception {
        Recreation recreation = recreation();
        JsonNode first = recreation
                .body("web:2", Optional.empty())
                .path("NetworkingConfig")
                .path("EndpointsConfig");
        assertThat(first.fieldNames()).toIterable().containsExactly("front");
        assertThat(first.at("/front/IPAMConfig/IPv4Address").asText()).isEqualTo("10.1.0.9");
        assertThat(first.at("/front/Aliases")).isEqualTo(json.readTree("[\"www\"]"));
        assertThat(first.path("front").has("IPAddress")).isFalse();
        assertThat(recreation.otherNetworks()).containsOnlyKeys("back");
        assertThat(recreation.otherNetworks().get("back").at("/EndpointConfig/Aliases"))
                .isEqualTo(json.readTree("[\"db-client\"]"));
    }

    @Test
    void containerThatRemovesItselfIsNotMadeAgain() throws Exception {
        JsonNode fleeting = json.readTree("{\"HostConfig\":{\"AutoRemove\":true}}");
        assertThat(new Recreation(fleeting).obstacle()).isPresent();
        assertThat(recreation().obstacle()).isEmpty();
    }

    private Recreation recreation() throws JsonProcessingException {
        return new Recreation(json.readTree(CONTAINER));
    }
}
