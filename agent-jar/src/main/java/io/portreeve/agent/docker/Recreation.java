package io.portreeve.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The request that makes a container again, of another image, from what the engine says of it. What the container has
 * from its old image and not from whoever made it is left to the new image.
 */
final class Recreation {
    private static final int SHORT_ID = 12;
    private static final List<String> FROM_IMAGE =
            List.of("WorkingDir", "User", "Healthcheck", "StopSignal", "Shell", "OnBuild");
    private static final List<String> ENDPOINT = List.of("IPAMConfig", "Links", "DriverOpts", "GwPriority");

    private final JsonNode container;

    Recreation(JsonNode container) {
        this.container = container;
    }

    /** Why it cannot be made again; empty if it can. */
    Optional<String> obstacle() {
        return container.path("HostConfig").path("AutoRemove").asBoolean()
                ? Optional.of("it removes itself when it ends, so that there would be nothing to go back to")
                : Optional.empty();
    }

    String name() {
        String name = container.path("Name").asText();
        return name.startsWith("/") ? name.substring(1) : name;
    }

    /** Of the image that it was made from; the engine may not have it any more. */
    ObjectNode body(String image, Optional<JsonNode> oldImage) {
        ObjectNode body = container.path("Config").deepCopy();
        oldImage.ifPresent(inspected -> subtract(body, inspected.path("Config")));
        body.put("Image", image);
        if (body.path("Hostname").asText().equals(shortId())) {
            body.remove("Hostname");
        }
        ObjectNode host = container.path("HostConfig").deepCopy();
        nameMountedVolumes(host);
        keepVolumesWithoutName(host);
        body.set("HostConfig", host);
        ObjectNode endpoints = body.putObject("NetworkingConfig").putObject("EndpointsConfig");
        firstNetwork().ifPresent(name -> {
            endpoints.set(name, endpoint(name));
            if (!isUsual(mode())) {
                host.put("NetworkMode", name);
            }
        });
        return body;
    }

    /** Networks to connect it to afterwards: an engine before 25 takes one only when it makes a container. */
    Map<String, ObjectNode> otherNetworks() {
        Map<String, ObjectNode> others = new LinkedHashMap<>();
        Optional<String> first = firstNetwork();
        if (first.isPresent()) {
            networks().fieldNames().forEachRemaining(name -> {
                if (!name.equals(first.get())) {
                    others.put(name, connection(name));
                }
            });
        }
        return others;
    }

    private ObjectNode connection(String name) {
        ObjectNode connection = JsonNodeFactory.instance.objectNode();
        connection.set("EndpointConfig", endpoint(name));
        return connection;
    }

    /** Empty where it has none of its own. */
    private Optional<String> firstNetwork() {
        String mode = mode();
        if (networks().has(mode)) {
            return Optional.of(mode);
        }
        if (isUsual(mode)) {
            return Optional.of("bridge").filter(bridge -> networks().has(bridge));
        }
        return networks().properties().stream()
                .filter(network -> network.getValue().path("NetworkID").asText().startsWith(mode))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** A network's name, its id or the beginning of that, or a word of the engine's. */
    private String mode() {
        return container.path("HostConfig").path("NetworkMode").asText();
    }

    private static boolean isUsual(String mode) {
        return mode.isEmpty() || mode.equals("default");
    }

    private JsonNode networks() {
        return container.path("NetworkSettings").path("Networks");
    }

    private ObjectNode endpoint(String network) {
        JsonNode known = networks().path(network);
        ObjectNode endpoint = known.deepCopy();
        endpoint.retain(ENDPOINT);
        ArrayNode aliases = endpoint.arrayNode();
        known.path("Aliases").forEach(alias -> {
            // The engine gives each container its own id for an alias.
            if (!alias.asText().equals(shortId())) {
                aliases.add(alias);
            }
        });
        if (!aliases.isEmpty()) {
            endpoint.set("Aliases", aliases);
        }
        return endpoint;
    }

    /** A mount may leave the name to the engine; asked for again as it was, it would be a new and empty volume. */
    private void nameMountedVolumes(ObjectNode host) {
        for (JsonNode mount : host.path("Mounts")) {
            boolean isNameless = mount.path("Type").asText().equals("volume")
                    && mount.path("Source").asText().isEmpty();
            if (isNameless && mount instanceof ObjectNode asked) {
                volumeAt(clean(mount.path("Target").asText())).ifPresent(name -> asked.put("Source", name));
            }
        }
    }

    private Optional<String> volumeAt(String destination) {
        for (JsonNode mount : container.path("Mounts")) {
            boolean isVolume = mount.path("Type").asText().equals("volume");
            if (isVolume && clean(mount.path("Destination").asText()).equals(destination)) {
                return Optional.of(mount.path("Name").asText()).filter(name -> !name.isEmpty());
            }
        }
        return Optional.empty();
    }

    private static String clean(String path) {
        return path.replaceAll("/+$", "");
    }

    /** Volumes without a name are the container's data as much as others, and nobody asks for them by name. */
    private void keepVolumesWithoutName(ObjectNode host) {
        Set<String> taken = new HashSet<>();
        host.path("Binds").forEach(bind -> taken.add(destination(bind.asText())));
        host.path("Mounts")
                .forEach(mount -> taken.add(clean(mount.path("Target").asText())));
        List<String> missing = new ArrayList<>();
        for (JsonNode mount : container.path("Mounts")) {
            String destination = mount.path("Destination").asText();
            if (mount.path("Type").asText().equals("volume") && !taken.contains(destination)) {
                missing.add(mount.path("Name").asText()
                        + ':'
                        + destination
                        + (mount.path("RW").asBoolean(true) ? "" : ":ro"));
            }
        }
        if (!missing.isEmpty()) {
            ArrayNode binds = host.path("Binds").isArray() ? (ArrayNode) host.path("Binds") : host.putArray("Binds");
            missing.forEach(binds::add);
        }
    }

    private static String destination(String bind) {
        String[] parts = bind.split(":", -1);
        return parts.length < 2 ? bind : parts[1];
    }

    private static void subtract(ObjectNode config, JsonNode image) {
        FROM_IMAGE.forEach(field -> {
            if (config.has(field) && config.path(field).equals(image.path(field))) {
                config.remove(field);
            }
        });
        boolean sameEntrypoint = config.path("Entrypoint").equals(image.path("Entrypoint"));
        if (sameEntrypoint && config.path("Cmd").equals(image.path("Cmd"))) {
            config.remove(List.of("Entrypoint", "Cmd"));
        } else if (sameEntrypoint && !config.path("Cmd").isEmpty()) {
            config.remove("Entrypoint");
        }
        subtractEach(config, "Env", image.path("Env"));
        subtractFields(config, "Labels", image.path("Labels"));
        subtractFields(config, "Volumes", image.path("Volumes"));
        subtractFields(config, "ExposedPorts", image.path("ExposedPorts"));
    }

    private static void subtractEach(ObjectNode config, String field, JsonNode image) {
        Set<JsonNode> inherited = new HashSet<>();
        image.forEach(inherited::add);
        ArrayNode own = config.arrayNode();
        config.path(field).forEach(value -> {
            if (!inherited.contains(value)) {
                own.add(value);
            }
        });
        config.set(field, own);
    }

    private static void subtractFields(ObjectNode config, String field, JsonNode image) {
        if (config.path(field) instanceof ObjectNode own) {
            image.properties().forEach(inherited -> {
                if (inherited.getValue().equals(own.path(inherited.getKey()))) {
                    own.remove(inherited.getKey());
                }
            });
        }
    }

    private String shortId() {
        String id = container.path("Id").asText();
        return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
    }
}
