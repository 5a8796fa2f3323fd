package io.portreeve.agent.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** Hosts that are reached without the proxy, as one entry of {@code NO_PROXY} names them. */
@FunctionalInterface
interface Exempt {
    /** Whether it names this host. */
    boolean covers(String host);

    /** One host with all below it, an address, a network like {@code 10.0.0.0/8}, or {@code *} for all. */
    static Exempt of(String entry) {
        String text = entry.toLowerCase(Locale.ROOT);
        if (text.equals("*")) {
            return host -> true;
        }
        int slash = text.indexOf('/');
        if (slash > 0
                && isLiteral(text.substring(0, slash))
                && text.substring(slash + 1).matches("\\d{1,3}")) {
            return network(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
        }
        String name = withoutPort(text).replaceFirst("^(\\*?\\.)", "");
        return host -> {
            String asked = withoutBrackets(host.toLowerCase(Locale.ROOT));
            return asked.equals(name) || asked.endsWith("." + name);
        };
    }

    private static Exempt network(String address, int bits) {
        byte[] wanted = bytes(address);
        return host -> {
            String asked = withoutBrackets(host);
            return isLiteral(asked) && beginAlike(bytes(asked), wanted, bits);
        };
    }

    private static boolean beginAlike(byte[] one, byte[] other, int bits) {
        if (one.length != other.length || bits > one.length * 8) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if (((one[bit / 8] ^ other[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }

    /** Which {@link InetAddress} reads without asking a name server. */
    private static boolean isLiteral(String text) {
        return text.matches("[0-9.]+") || (text.contains(":") && text.matches("[0-9A-Fa-f:.]+"));
    }

    private static String withoutPort(String text) {
        return withoutBrackets(text.replaceFirst("^([^:]+|\\[.*]):\\d+$", "$1"));
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
