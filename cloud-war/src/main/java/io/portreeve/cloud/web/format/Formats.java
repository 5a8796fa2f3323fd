package io.portreeve.cloud.web.format;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as text; the scripts' {@code core.js} writes the same texts for live values. */
public final class Formats {
    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final DateTimeFormatter ABSOLUTE =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss z", Locale.ENGLISH);

    private Formats() {}

    /** By unit: cores, bytes, rate (bytes a second), percent (of a ratio), count; a dash for what is not known. */
    public static String show(String unit, Double value) {
        if (value == null || value.isNaN()) {
            return "–";
        }
        return switch (unit) {
            case "cores" -> cores(value);
            case "bytes" -> bytes(value);
            case "rate" -> bytes(value) + "/s";
            case "percent" -> significant(value * 100) + " %";
            case "count" -> value == Math.rint(value) ? Long.toString(Math.round(value)) : significant(value);
            default -> throw new IllegalArgumentException("no such unit: " + unit);
        };
    }

    /** As {@link #show}, without the zeros that a round bound would end in. */
    public static String round(String unit, Double value) {
        return show(unit, value).replaceFirst("\\.0+(?=\\D|$)", "");
    }

    private static String cores(double value) {
        return fixed(value, value > 0 && value < 0.1 ? 3 : 2);
    }

    /** IEC units with three significant digits. */
    public static String bytes(double value) {
        int unit = 0;
        double rest = value;
        while (Math.abs(rest) >= 1023.5 && unit < BINARY.length - 1) {
            rest /= 1024;
            unit++;
        }
        String digits = unit == 0 ? Long.toString(Math.round(rest)) : significant(rest);
        return digits + " " + BINARY[unit];
    }

    private static String significant(double value) {
        if (value == 0) {
            return "0";
        }
        if (Math.abs(value) >= 100) {
            return Long.toString(Math.round(value));
        }
        return fixed(value, Math.abs(value) >= 10 ? 1 : 2);
    }

    private static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** Puts a value into a text of the bundle, for views. */
    public static String fill(String pattern, Object value) {
        return pattern.replace("{0}", String.valueOf(value));
    }

    public static String fill2(String pattern, Object first, Object second) {
        return fill(pattern, first).replace("{1}", String.valueOf(second));
    }

    public static String fill3(String pattern, Object first, Object second, Object third) {
        return fill2(pattern, first, second).replace("{2}", String.valueOf(third));
    }

    /** The two largest units, such as {@code 3 d 4 h}. */
    public static String duration(Duration duration) {
        Duration rest = duration.isNegative() ? Duration.ZERO : duration;
        if (rest.toDays() > 0) {
            return rest.toDays() + " d " + rest.toHoursPart() + " h";
        }
        if (rest.toHours() > 0) {
            return rest.toHours() + " h " + rest.toMinutesPart() + " min";
        }
        if (rest.toMinutes() > 0) {
            return rest.toMinutes() + " min";
        }
        return rest.toSeconds() + " s";
    }

    /** With seconds and the zone's name, on a 24-hour clock. */
    public static String absolute(Instant instant, ZoneId zone) {
        return ABSOLUTE.format(instant.atZone(zone));
    }

    /** As a value in an address. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The twelve digits by which people name an image or container. */
    public static String shortDigest(String id) {
        String digits = id.substring(id.indexOf(':') + 1);
        return digits.length() > 12 ? digits.substring(0, 12) : digits;
    }
}
