package io.portreeve.agent.docker;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** All that an engine keeps, and what of it belongs together. */
public record HostUsage(
        List<Container> containers,
        List<Image> images,
        List<Volume> volumes,
        List<Network> networks,
        List<Cache> caches) {
    public HostUsage {
        containers = List.copyOf(containers);
        images = List.copyOf(images);
        volumes = List.copyOf(volumes);
        networks = List.copyOf(networks);
        caches = List.copyOf(caches);
    }

    /**
     * A container, running or not.
     *
     * @param networks ids of those that it is made for, and names where the engine has no id of it yet
     * @param volumes names of those that it is made with
     * @param bytes that it has written
     */
    public record Container(
            String id,
            String name,
            String state,
            String image,
            String imageId,
            Map<String, String> labels,
            Set<String> networks,
            Set<String> volumes,
            OptionalLong bytes) {
        public Container {
            labels = Map.copyOf(labels);
            networks = Set.copyOf(networks);
            volumes = Set.copyOf(volumes);
        }
    }

    /**
     * An image.
     *
     * @param tags its names
     * @param digests by which registries know it, with their names
     * @param bytes that no other image shares
     */
    public record Image(
            String id, List<String> tags, List<String> digests, Map<String, String> labels, OptionalLong bytes) {
        public Image {
            tags = List.copyOf(tags);
            digests = List.copyOf(digests);
            labels = Map.copyOf(labels);
        }
    }

    /**
     * A volume.
     *
     * @param createdAt as the engine says it
     */
    public record Volume(String name, String createdAt, Map<String, String> labels, OptionalLong bytes) {
        public Volume {
            labels = Map.copyOf(labels);
        }
    }

    /** A network that somebody made. */
    public record Network(String id, String name, Map<String, String> labels, boolean inUse) {
        public Network {
            labels = Map.copyOf(labels);
        }
    }

    /**
     * Something that building left behind.
     *
     * @param parents without which it would be nothing
     */
    public record Cache(String id, String description, boolean inUse, Set<String> parents, OptionalLong bytes) {
        public Cache {
            parents = Set.copyOf(parents);
        }
    }
}
