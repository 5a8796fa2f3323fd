package io.portreeve.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What the engine says of its disks and networks, to ours. */
final class UsageJson {
    private static final Set<String> OF_THE_ENGINE = Set.of("bridge", "host", "none", "ingress", "docker_gwbridge");
    private static final String NO_NAME = "<none>";

    private UsageJson() {}

    static HostUsage read(JsonNode disks, JsonNode networks) {
        List<HostUsage.Container> containers = new ArrayList<>();
        disks.path("Containers").forEach(each -> containers.add(container(each)));
        List<HostUsage.Image> images = new ArrayList<>();
        disks.path("Images").forEach(each -> images.add(image(each)));
        List<HostUsage.Volume> volumes = new ArrayList<>();
        disks.path("Volumes").forEach(each -> volumes.add(volume(each)));
        List<HostUsage.Network> made = new ArrayList<>();
        networks.forEach(each -> {
            if (isMade(each)) {
                made.add(network(each));
            }
        });
        List<HostUsage.Cache> caches = new ArrayList<>();
        disks.path("BuildCache").forEach(each -> caches.add(cache(each)));
        return new HostUsage(containers, images, volumes, made, caches);
    }

    private static HostUsage.Container container(JsonNode json) {
        String name = json.path("Names").path(0).asText();
        Set<String> networks = new HashSet<>();
        json.path("NetworkSettings").path("Networks").properties().forEach(network -> {
            networks.add(network.getKey());
            networks.add(network.getValue().path("NetworkID").asText());
        });
        Set<String> volumes = new HashSet<>();
        json.path("Mounts").forEach(mount -> volumes.add(mount.path("Name").asText()));
        return new HostUsage.Container(
                json.path("Id").asText(),
                name.startsWith("/") ? name.substring(1) : name,
                json.path("State").asText(),
                json.path("Image").asText(),
                json.path("ImageID").asText(),
                labels(json),
                networks,
                volumes,
                json.has("SizeRw") ? OptionalLong.of(json.path("SizeRw").asLong()) : OptionalLong.empty());
    }

    private static HostUsage.Image image(JsonNode json) {
        long size = json.path("Size").asLong();
        long shared = json.path("SharedSize").asLong(-1);
        return new HostUsage.Image(
                json.path("Id").asText(),
                names(json.path("RepoTags")),
                names(json.path("RepoDigests")),
                labels(json),
                shared < 0 ? OptionalLong.empty() : OptionalLong.of(size - shared));
    }

    private static List<String> names(JsonNode array) {
        List<String> names = new ArrayList<>();
        array.forEach(name -> {
            if (!name.asText().startsWith(NO_NAME)) {
                names.add(name.asText());
            }
        });
        return names;
    }

    private static HostUsage.Volume volume(JsonNode json) {
        long size = json.path("UsageData").path("Size").asLong(-1);
        return new HostUsage.Volume(
                json.path("Name").asText(),
                json.path("CreatedAt").asText(),
                labels(json),
                size < 0 ? OptionalLong.empty() : OptionalLong.of(size));
    }

    private static boolean isMade(JsonNode network) {
        return network.path("Scope").asText().equals("local")
                && !OF_THE_ENGINE.contains(network.path("Name").asText())
                && !network.path("Ingress").asBoolean()
                && !network.path("ConfigOnly").asBoolean();
    }

    private static HostUsage.Network network(JsonNode json) {
        return new HostUsage.Network(
                json.path("Id").asText(),
                json.path("Name").asText(),
                labels(json),
                !json.path("Containers").isEmpty());
    }

    private static HostUsage.Cache cache(JsonNode json) {
        Set<String> parents = new HashSet<>();
        json.path("Parents").forEach(parent -> parents.add(parent.asText()));
        if (!json.path("Parent").asText().isEmpty()) {
            parents.add(json.path("Parent").asText());
        }
        return new HostUsage.Cache(
                json.path("ID").asText(),
                EngineCommand.oneLine(json.path("Description").asText()),
                json.path("InUse").asBoolean(),
                parents,
                OptionalLong.of(json.path("Size").asLong()));
    }

    private static Map<String, String> labels(JsonNode json) {
        Map<String, String> labels = new HashMap<>();
        json.path("Labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }
}
