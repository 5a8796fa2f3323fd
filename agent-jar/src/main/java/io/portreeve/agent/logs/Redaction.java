package io.portreeve.agent.logs;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.portreeve.contract.protocol.Limits;
import java.util.Optional;

/** Strikes secrets out of lines and keeps lines within their length. */
final class Redaction {
    private static final String STRUCK = "[redacted]";
    /** Of a line whose end is missing, since half a secret is not recognised. */
    private static final int UNSURE = 1_024;

    private final Optional<Pattern> secrets;

    /** By an expression: what its groups match is struck out, or all of a match if none of them takes part. */
    Redaction(Optional<Pattern> secrets) {
        this.secrets = secrets;
    }

    String apply(String text, boolean isCut) {
        String known = secrets.map(pattern -> struck(pattern, text)).orElse(text);
        if (isCut && secrets.isPresent()) {
            known = cut(known, Math.max(0, known.length() - UNSURE));
        }
        return cut(known, Limits.LOG_LINE_LENGTH);
    }

    private static String struck(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return text;
        }
        StringBuilder clean = new StringBuilder();
        int from = 0;
        do {
            for (int group = firstGroup(matcher); group <= matcher.groupCount(); group++) {
                if (matcher.start(group) >= from) {
                    clean.append(text, from, matcher.start(group)).append(STRUCK);
                    from = matcher.end(group);
                }
            }
        } while (matcher.find());
        return clean.append(text, from, text.length()).toString();
    }

    /** 0, all of it, where no group took part; an empty match holds nothing to strike. */
    private static int firstGroup(Matcher matcher) {
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.start(group) >= 0) {
                return group;
            }
        }
        boolean isEmpty = matcher.start() == matcher.end();
        return matcher.groupCount() > 0 && isEmpty ? 1 : 0;
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        boolean splitsAPair = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, splitsAPair ? length - 1 : length);
    }
}
