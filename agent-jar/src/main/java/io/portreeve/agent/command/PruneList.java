package io.portreeve.agent.command;

import io.portreeve.agent.config.ActionPolicy;
import io.portreeve.agent.docker.ActionTarget;
import io.portreeve.agent.docker.HostUsage;
import io.portreeve.contract.action.ActionKind;
import io.portreeve.contract.action.ActionStep;
import io.portreeve.contract.action.PruneKind;
import io.portreeve.contract.action.StepOutcome;
import io.portreeve.contract.protocol.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a host does not use: worked out from what it has, and from what of it is about to go. */
final class PruneList {
    private static final Set<String> STOPPED = Set.of("created", "exited", "dead");
    private static final int SHORT_ID = 19;

    private final HostUsage usage;
    private final Set<PruneKind> kinds;
    private final ActionPolicy policy;
    private final Function<String, Optional<ActionTarget>> look;
    private final List<ActionStep> steps = new ArrayList<>();

    /**
     * A list.
     *
     * @param going which of the containers that could go will
     * @param own containers that stay whatever they do
     * @param look at a container by its id; the list alone does not say what its image was called when it was made
     */
    PruneList(
            HostUsage usage,
            Set<PruneKind> kinds,
            ActionPolicy policy,
            Set<String> own,
            Predicate<String> going,
            Function<String, Optional<ActionTarget>> look) {
        this.usage = usage;
        this.kinds = kinds;
        this.policy = policy;
        this.look = look;
        Set<String> gone = kinds.contains(PruneKind.CONTAINERS) ? containers(own, going) : Set.of();
        List<HostUsage.Container> staying = usage.containers().stream()
                .filter(container -> !gone.contains(container.id()))
                .toList();
        images(staying);
        networks(staying);
        volumes(staying);
        caches();
    }

    /** All, each planned or refused, in the order in which they can go. */
    List<ActionStep> steps() {
        return List.copyOf(steps);
    }

    /** The largest, as many as one action may have, in the same order. */
    List<ActionStep> largest() {
        Set<ActionStep> largest = steps.stream()
                .sorted(Comparator.comparingLong(
                        (ActionStep step) -> -step.bytes().orElse(0)))
                .limit(Limits.ACTION_STEPS)
                .collect(Collectors.toSet());
        return steps.stream().filter(largest::contains).toList();
    }

    private Set<String> containers(Set<String> own, Predicate<String> going) {
        Set<String> gone = new HashSet<>();
        for (HostUsage.Container container : usage.containers()) {
            boolean ours = own.contains(container.id()) || Replacement.isItsName(container.name());
            Optional<ActionTarget> target = !ours && STOPPED.contains(container.state()) && going.test(container.id())
                    ? look.apply(container.id())
                    : Optional.empty();
            if (target.isPresent()) {
                ActionStep step = add(
                        PruneKind.CONTAINERS,
                        container.id(),
                        container.name(),
                        lastRun(target.get()),
                        container.bytes(),
                        names(container, target.get()),
                        container.labels());
                if (step.outcome() == StepOutcome.PLANNED) {
                    gone.add(container.id());
                }
            }
        }
        return gone;
    }

    /** What ran since it was seen is not what was seen. */
    private static String lastRun(ActionTarget target) {
        return target.container().startedAt().map(Instant::toString).orElse("");
    }

    private Set<String> names(HostUsage.Container container, ActionTarget target) {
        Set<String> names = new HashSet<>(target.images());
        names.add(container.image());
        names.add(container.imageId());
        usage.images().stream()
                .filter(image -> image.id().equals(container.imageId()))
                .forEach(image -> names.addAll(names(image)));
        return names;
    }

    private static Set<String> names(HostUsage.Image image) {
        Set<String> names = new HashSet<>(image.tags());
        names.addAll(image.digests());
        names.add(image.id());
        return names;
    }

    private void images(List<HostUsage.Container> staying) {
        Set<String> used = staying.stream().map(HostUsage.Container::imageId).collect(Collectors.toSet());
        for (HostUsage.Image image : usage.images()) {
            boolean dangling = image.tags().isEmpty() && image.digests().isEmpty();
            PruneKind kind = dangling ? PruneKind.DANGLING_IMAGES : PruneKind.IMAGES;
            boolean wanted = kinds.contains(kind) || kinds.contains(PruneKind.IMAGES);
            if (wanted && !used.contains(image.id())) {
                String mark = Integer.toHexString(
                        image.tags().stream().sorted().toList().hashCode());
                add(kind, image.id(), name(image), mark, image.bytes(), names(image), image.labels());
            }
        }
    }

    private static String name(HostUsage.Image image) {
        if (!image.tags().isEmpty()) {
            return String.join(", ", image.tags());
        }
        if (!image.digests().isEmpty()) {
            return image.digests().get(0);
        }
        return image.id().length() > SHORT_ID ? image.id().substring(0, SHORT_ID) : image.id();
    }

    private void networks(List<HostUsage.Container> staying) {
        Set<String> used = staying.stream()
                .flatMap(container -> container.networks().stream())
                .collect(Collectors.toSet());
        for (HostUsage.Network network : usage.networks()) {
            boolean free = !network.inUse() && !used.contains(network.id()) && !used.contains(network.name());
            if (kinds.contains(PruneKind.NETWORKS) && free) {
                add(
                        PruneKind.NETWORKS,
                        network.id(),
                        network.name(),
                        "",
                        OptionalLong.empty(),
                        Set.of(),
                        network.labels());
            }
        }
    }

    private void volumes(List<HostUsage.Container> staying) {
        Set<String> used = staying.stream()
                .flatMap(container -> container.volumes().stream())
                .collect(Collectors.toSet());
        for (HostUsage.Volume volume : usage.volumes()) {
            if (kinds.contains(PruneKind.VOLUMES) && !used.contains(volume.name())) {
                add(
                        PruneKind.VOLUMES,
                        volume.name(),
                        volume.name(),
                        volume.createdAt(),
                        volume.bytes(),
                        Set.of(),
                        volume.labels());
            }
        }
    }

    /** Those that others are made from come last. */
    private void caches() {
        List<HostUsage.Cache> left = new ArrayList<>(
                usage.caches().stream().filter(cache -> !cache.inUse()).toList());
        while (kinds.contains(PruneKind.BUILD_CACHE) && !left.isEmpty()) {
            Set<String> parents =
                    left.stream().flatMap(cache -> cache.parents().stream()).collect(Collectors.toSet());
            List<HostUsage.Cache> leaves =
                    left.stream().filter(cache -> !parents.contains(cache.id())).toList();
            List<HostUsage.Cache> next = leaves.isEmpty() ? List.copyOf(left) : leaves;
            next.forEach(cache ->
                    add(PruneKind.BUILD_CACHE, cache.id(), cache.description(), "", cache.bytes(), Set.of(), Map.of()));
            left.removeAll(next);
        }
    }

    private ActionStep add(
            PruneKind kind,
            String id,
            String name,
            String mark,
            OptionalLong bytes,
            Set<String> images,
            Map<String, String> labels) {
        Optional<String> rule = policy.refusal(ActionKind.PRUNE, images, labels);
        ActionStep step = new ActionStep(
                kind.wireName(),
                id,
                name.length() > Limits.STEP_TEXT_LENGTH ? name.substring(0, Limits.STEP_TEXT_LENGTH) : name,
                mark,
                bytes,
                rule.isPresent() ? StepOutcome.REFUSED : StepOutcome.PLANNED,
                rule.orElse(""));
        steps.add(step);
        return step;
    }
}
