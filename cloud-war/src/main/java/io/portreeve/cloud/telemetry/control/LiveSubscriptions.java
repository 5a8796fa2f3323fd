package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.telemetry.LiveSamples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One subscription on the bus an organization, read once, for however many listen on this node. */
public final class LiveSubscriptions {
    private static final Logger LOG = Logger.getLogger(LiveSubscriptions.class.getName());

    /** The bus, as far as it is needed here. */
    @FunctionalInterface
    public interface Bus {
        AutoCloseable subscribe(String pattern, BiConsumer<String, String> listener);
    }

    private record Topic(AutoCloseable subscription, List<Consumer<LiveSamples>> listeners) {}

    private final Bus bus;
    private final Map<OrganizationId, Topic> topics = new HashMap<>();

    public LiveSubscriptions(Bus bus) {
        this.bus = bus;
    }

    public synchronized AutoCloseable add(OrganizationId organization, Consumer<LiveSamples> listener) {
        topics.computeIfAbsent(organization, this::open).listeners().add(listener);
        return () -> remove(organization, listener);
    }

    private Topic open(OrganizationId organization) {
        List<Consumer<LiveSamples>> listeners = new CopyOnWriteArrayList<>();
        AutoCloseable subscription = bus.subscribe(
                "live:" + organization + ":*",
                (topic, text) -> LiveText.read(text)
                        .filter(samples -> samples.organization().equals(organization))
                        .ifPresent(samples -> listeners.forEach(each -> tell(each, samples))));
        return new Topic(subscription, listeners);
    }

    private static void tell(Consumer<LiveSamples> listener, LiveSamples samples) {
        try {
            listener.accept(samples);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a live listener failed", e);
        }
    }

    private synchronized void remove(OrganizationId organization, Consumer<LiveSamples> listener) {
        Topic topic = topics.get(organization);
        if (topic == null
                || !topic.listeners().remove(listener)
                || !topic.listeners().isEmpty()) {
            return;
        }
        topics.remove(organization);
        try {
            topic.subscription().close();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "a live subscription did not end, organization=" + organization, e);
        }
    }
}
