package io.portreeve.cloud.api;

import io.portreeve.cloud.telemetry.InterfaceUse;
import io.portreeve.cloud.telemetry.NetworkUse;
import io.portreeve.contract.sample.InterfaceCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What went through network interfaces, as the agent last told.
 *
 * @param at when it told; left out while it told nothing
 * @param intervalSeconds over which rates are means; left out while there are none
 * @param further interfaces that are not told one by one; they count in the totals of the metrics
 */
public record InterfacesView(
        Optional<Instant> at, Optional<Double> intervalSeconds, List<InterfaceView> interfaces, int further) {
    private static final double MILLIS_PER_SECOND = 1_000;

    /**
     * An interface.
     *
     * @param total since the interface was made
     * @param perSecond left out if there is nothing to compare with
     */
    public record InterfaceView(String name, TotalView total, Optional<RateView> perSecond) {}

    /** Counters. */
    public record TotalView(
            long receivedBytes,
            long receivedPackets,
            long receivedErrors,
            long receivedDrops,
            long sentBytes,
            long sentPackets,
            long sentErrors,
            long sentDrops) {}

    /** Rates. */
    public record RateView(
            double receivedBytes,
            double receivedPackets,
            double receivedErrors,
            double receivedDrops,
            double sentBytes,
            double sentPackets,
            double sentErrors,
            double sentDrops) {}

    static InterfacesView of(Optional<NetworkUse> use) {
        return use.map(InterfacesView::of).orElse(new InterfacesView(Optional.empty(), Optional.empty(), List.of(), 0));
    }

    private static InterfacesView of(NetworkUse use) {
        Optional<Double> interval =
                Optional.of(use.interval()).filter(length -> !length.isZero()).map(InterfacesView::seconds);
        List<InterfaceView> views = use.interfaces().stream()
                .map(each -> view(each, use.interval()))
                .toList();
        return new InterfacesView(Optional.of(use.toldAt()), interval, views, use.further());
    }

    private static InterfaceView view(InterfaceUse use, Duration interval) {
        InterfaceCounters total = use.total();
        return new InterfaceView(
                total.name(),
                new TotalView(
                        total.receivedBytes(),
                        total.receivedPackets(),
                        total.receivedErrors(),
                        total.receivedDrops(),
                        total.sentBytes(),
                        total.sentPackets(),
                        total.sentErrors(),
                        total.sentDrops()),
                use.increase().map(increase -> rates(increase, seconds(interval))));
    }

    private static RateView rates(InterfaceCounters increase, double seconds) {
        ToRate rate = counter -> counter.applyAsLong(increase) / seconds;
        return new RateView(
                rate.of(InterfaceCounters::receivedBytes),
                rate.of(InterfaceCounters::receivedPackets),
                rate.of(InterfaceCounters::receivedErrors),
                rate.of(InterfaceCounters::receivedDrops),
                rate.of(InterfaceCounters::sentBytes),
                rate.of(InterfaceCounters::sentPackets),
                rate.of(InterfaceCounters::sentErrors),
                rate.of(InterfaceCounters::sentDrops));
    }

    @FunctionalInterface
    private interface ToRate {
        double of(ToLongFunction<InterfaceCounters> counter);
    }

    private static double seconds(Duration length) {
        return length.toMillis() / MILLIS_PER_SECOND;
    }
}
