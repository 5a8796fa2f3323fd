package io.portreeve.cloud.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * IP addresses with a common prefix, IPv4 or IPv6 (RFC 4632, RFC 4291). An IPv4 address that is written as an IPv6 one
 * ({@code ::ffff:192.0.2.1}) counts as IPv4.
 *
 * @param network any address of the range
 * @param prefixLength how many leading bits all have in common
 */
public record AddressRange(InetAddress network, int prefixLength) {
    // With a digit in front or a colon anywhere, InetAddress takes a text for a literal and asks no name server.
    private static final Pattern LITERAL = Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    public AddressRange {
        int bits = network.getAddress().length * Byte.SIZE;
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException("the prefix must lie between 0 and " + bits + ": " + prefixLength);
        }
    }

    /**
     * @param text {@code 10.0.0.0/8}, {@code fd00::/8}, or one address
     * @throws IllegalArgumentException if it is neither
     */
    public static AddressRange parse(String text) {
        String[] parts = text.strip().split("/", 2);
        InetAddress network = literal(parts[0])
                .orElseThrow(() ->
                        new IllegalArgumentException("\"" + text + "\" is no IP address or range like 10.0.0.0/8"));
        if (parts.length == 1) {
            return new AddressRange(network, network.getAddress().length * Byte.SIZE);
        }
        if (!parts[1].matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("the prefix of \"" + text + "\" is no number");
        }
        return new AddressRange(network, Integer.parseInt(parts[1]));
    }

    /** The address that a text names; nothing if it is no literal. Never asks a name server. */
    public static Optional<InetAddress> literal(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether an address lies in this range. */
    public boolean contains(InetAddress address) {
        byte[] own = network.getAddress();
        byte[] other = address.getAddress();
        if (own.length != other.length) {
            return false;
        }
        int whole = prefixLength / Byte.SIZE;
        int rest = prefixLength % Byte.SIZE;
        if (!Arrays.equals(own, 0, whole, other, 0, whole)) {
            return false;
        }
        int mask = 0xff << (Byte.SIZE - rest);
        return rest == 0 || (own[whole] & mask) == (other[whole] & mask);
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefixLength;
    }
}
