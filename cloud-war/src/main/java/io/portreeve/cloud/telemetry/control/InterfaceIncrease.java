package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.telemetry.InterfaceUse;
import io.portreeve.cloud.telemetry.NetworkUse;
import io.portreeve.contract.sample.InterfaceCounters;
import io.portreeve.contract.sample.NetworkInterfaces;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Two readings of a network to what went through it. */
final class InterfaceIncrease {
    /** A mean over more than this says nothing of now. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private InterfaceIncrease() {}

    /**
     * The use of a network.
     *
     * @param interval between the readings; one that is not positive, or too long, gives no increase
     * @param earlier empty if the network is another one than it was then
     */
    static NetworkUse of(
            Instant toldAt, NetworkInterfaces now, Duration interval, Optional<NetworkInterfaces> earlier) {
        boolean comparable =
                !interval.isNegative() && !interval.isZero() && interval.compareTo(LONGEST) <= 0 && earlier.isPresent();
        Map<String, InterfaceCounters> before = comparable
                ? earlier.get().interfaces().stream()
                        .collect(Collectors.toMap(InterfaceCounters::name, Function.identity()))
                : Map.of();
        List<InterfaceUse> uses = now.interfaces().stream()
                .map(each -> new InterfaceUse(
                        each, Optional.ofNullable(before.get(each.name())).flatMap(from -> since(from, each))))
                .toList();
        return new NetworkUse(toldAt, comparable ? interval : Duration.ZERO, uses, now.further());
    }

    /** Empty if any counter fell: it is another interface of the same name. */
    private static Optional<InterfaceCounters> since(InterfaceCounters from, InterfaceCounters to) {
        try {
            return Optional.of(new InterfaceCounters(
                    to.name(),
                    to.receivedBytes() - from.receivedBytes(),
                    to.receivedPackets() - from.receivedPackets(),
                    to.receivedErrors() - from.receivedErrors(),
                    to.receivedDrops() - from.receivedDrops(),
                    to.sentBytes() - from.sentBytes(),
                    to.sentPackets() - from.sentPackets(),
                    to.sentErrors() - from.sentErrors(),
                    to.sentDrops() - from.sentDrops()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
