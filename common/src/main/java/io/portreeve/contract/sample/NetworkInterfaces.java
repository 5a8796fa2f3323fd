package io.portreeve.contract.sample;

import io.portreeve.contract.protocol.Limits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The interfaces of one network but the loopback.
 *
 * @param interfaces at most {@code Limits.INTERFACES}, in the order of the kernel
 * @param further how many more there are, which count in the totals only
 */
public record NetworkInterfaces(List<InterfaceCounters> interfaces, int further) {
    /** Of a network without any. */
    public static final NetworkInterfaces NONE = new NetworkInterfaces(List.of(), 0);

    public NetworkInterfaces {
        interfaces = List.copyOf(interfaces);
        if (interfaces.size() > Limits.INTERFACES) {
            throw new IllegalArgumentException("more than " + Limits.INTERFACES + " interfaces");
        }
        if (further < 0) {
            throw new IllegalArgumentException("further is negative: " + further);
        }
        Set<String> names = new HashSet<>();
        for (InterfaceCounters each : interfaces) {
            if (!names.add(each.name())) {
                throw new IllegalArgumentException("two interfaces of one name");
            }
        }
    }

    /** As many of them as may be; the rest is counted. */
    public static NetworkInterfaces firstOf(List<InterfaceCounters> all) {
        int shown = Math.min(all.size(), Limits.INTERFACES);
        return new NetworkInterfaces(all.subList(0, shown), all.size() - shown);
    }
}
