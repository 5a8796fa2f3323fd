package io.portreeve.cloud.web.row;

import io.portreeve.cloud.telemetry.InterfaceUse;
import io.portreeve.cloud.telemetry.NetworkUse;
import io.portreeve.cloud.web.format.Formats;
import io.portreeve.cloud.web.format.Moment;
import io.portreeve.contract.sample.InterfaceCounters;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Network interfaces, ready to be shown.
 *
 * @param at when the agent told
 */
public record NetworkView(Moment at, List<Row> rows, int further) {
    private static final double MILLIS_PER_SECOND = 1_000;

    /** An interface. */
    public record Row(InterfaceUse use, Duration interval) {
        public String name() {
            return use.total().name();
        }

        public String received() {
            return rate(InterfaceCounters::receivedBytes);
        }

        public String sent() {
            return rate(InterfaceCounters::sentBytes);
        }

        public String receivedTotal() {
            return Formats.bytes((double) use.total().receivedBytes());
        }

        public String sentTotal() {
            return Formats.bytes((double) use.total().sentBytes());
        }

        public String receivedPackets() {
            return count(perSecond(InterfaceCounters::receivedPackets));
        }

        public String sentPackets() {
            return count(perSecond(InterfaceCounters::sentPackets));
        }

        public String errors() {
            return whole(use.total().receivedErrors() + use.total().sentErrors());
        }

        public String drops() {
            return whole(use.total().receivedDrops() + use.total().sentDrops());
        }

        /** Whether an error has come within the last interval. */
        public boolean failing() {
            return increased(InterfaceCounters::receivedErrors) || increased(InterfaceCounters::sentErrors);
        }

        /** Whether a packet was dropped within it. */
        public boolean dropping() {
            return increased(InterfaceCounters::receivedDrops) || increased(InterfaceCounters::sentDrops);
        }

        private boolean increased(ToLongFunction<InterfaceCounters> counter) {
            return use.increase().filter(by -> counter.applyAsLong(by) > 0).isPresent();
        }

        private String rate(ToLongFunction<InterfaceCounters> counter) {
            return Formats.show("rate", perSecond(counter));
        }

        private Double perSecond(ToLongFunction<InterfaceCounters> counter) {
            return use.increase()
                    .map(by -> counter.applyAsLong(by) * MILLIS_PER_SECOND / interval.toMillis())
                    .orElse(null);
        }

        private static String count(Double perSecond) {
            return Formats.show("count", perSecond);
        }

        private static String whole(long number) {
            return String.format(Locale.ROOT, "%,d", number).replace(',', '\u2009');
        }
    }

    /** Null while nothing is known of it. */
    public static NetworkView of(Optional<NetworkUse> use, Instant now, ZoneId zone) {
        return use.map(network -> new NetworkView(
                        Moment.of(Optional.of(network.toldAt()), now, zone),
                        network.interfaces().stream()
                                .map(each -> new Row(each, network.interval()))
                                .toList(),
                        network.further()))
                .orElse(null);
    }
}
