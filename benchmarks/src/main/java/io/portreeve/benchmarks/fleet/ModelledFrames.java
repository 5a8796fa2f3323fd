package io.portreeve.benchmarks.fleet;

import io.portreeve.contract.codec.Frames;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.LiveMetrics;
import io.portreeve.contract.protocol.Limits;
import java.time.Duration;
import java.time.Instant;

/** What one host of the fleet puts on the wire, by itself, with a reading every ten seconds. */
public final class ModelledFrames {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final MessageCodec codec = new MessageCodec();
    private final Readings readings;

    /** Of a host with so many containers. */
    public ModelledFrames(int containers, long seed) {
        FleetPlan plan = new FleetPlan(1, containers, 1, INTERVAL, Instant.parse("2026-11-24T00:00:00Z"), seed);
        readings = new Readings(plan, 0, 1);
    }

    /** The readings of a minute on their way into the history; minutes are counted from 1. */
    public byte[] minute(int number) {
        long last = (long) number * Limits.READINGS_PER_BATCH;
        return Frames.compress(codec.encode(readings.batch(number, last - Limits.READINGS_PER_BATCH + 1, last)));
    }

    /** The newest values while nobody watches; readings are counted from 1. */
    public byte[] live(int number) {
        return Frames.compressLive(codec.encode(new LiveMetrics(readings.live(number))));
    }

    /** What its containers are, as it is spooled beside their readings. */
    public byte[] containers() {
        return Frames.compress(codec.encode(readings.inventory(1, 1)));
    }
}
