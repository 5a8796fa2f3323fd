package io.portreeve.cloud.platform;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Who a request comes from, when proxies that we trust have passed it on. */
public final class ClientAddress {
    private ClientAddress() {}

    /**
     * The address of the nearest peer that is no trusted proxy. What stands before it in the header was written by that
     * peer and proves nothing.
     *
     * @param peer who holds the connection
     * @param forwardedFor all values of {@code X-Forwarded-For}, as sent: the client first, the nearest proxy last
     * @param trusted proxies whose word counts
     */
    public static String of(String peer, List<String> forwardedFor, List<AddressRange> trusted) {
        List<String> hops = forwardedFor.stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .map(String::strip)
                .toList();
        String nearest = peer;
        for (int hop = hops.size() - 1; hop >= 0 && isTrusted(nearest, trusted); hop--) {
            Optional<InetAddress> before = AddressRange.literal(hops.get(hop));
            if (before.isEmpty()) {
                return nearest;
            }
            nearest = before.get().getHostAddress();
        }
        return nearest;
    }

    private static boolean isTrusted(String address, List<AddressRange> trusted) {
        return AddressRange.literal(address)
                .filter(literal -> trusted.stream().anyMatch(range -> range.contains(literal)))
                .isPresent();
    }
}
