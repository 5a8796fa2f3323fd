package io.portreeve.agent.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant by a key that means nothing. */
final class Nearest {
    private Nearest() {}

    static Optional<Setting> toEnvironmentName(String name) {
        return to(name.substring(Setting.ENVIRONMENT_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '-'));
    }

    static Optional<Setting> to(String key) {
        return Arrays.stream(Setting.values())
                .min(Comparator.comparingInt(setting -> distance(key, setting.key())))
                .filter(setting -> distance(key, setting.key())
                        <= Math.max(2, setting.key().length() / 3));
    }

    /** Levenshtein's: how many characters have to be put in, left out or exchanged. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int exchanged = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
