package io.portreeve.cloud.logs;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * What a line has to contain, in any case. Expressions are those of RE2, which take time in proportion to the line,
 * whatever they say.
 */
public final class LogPattern {
    private static final int LONGEST = 200;

    private final String text;
    private final Optional<Pattern> expression;

    private LogPattern(String text, Optional<Pattern> expression) {
        this.text = text;
        this.expression = expression;
    }

    /** Every line. */
    public static LogPattern any() {
        return new LogPattern("", Optional.empty());
    }

    /**
     * Lines that contain the text.
     *
     * @throws IllegalArgumentException if it is too long
     */
    public static LogPattern text(String text) {
        return new LogPattern(checked(text).toLowerCase(Locale.ROOT), Optional.empty());
    }

    /**
     * Lines in which the expression finds something.
     *
     * @throws IllegalArgumentException if it is too long or too large, or none; the message says why, for people
     */
    public static LogPattern expression(String expression) {
        if (!ExpressionSize.isBearable(checked(expression))) {
            throw new IllegalArgumentException(
                    "the expression repeats too much: written out, its repeats may amount to " + ExpressionSize.LARGEST
                            + " characters");
        }
        try {
            return new LogPattern("", Optional.of(Pattern.compile(expression, Pattern.CASE_INSENSITIVE)));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("the expression cannot be read: " + e.getDescription(), e);
        }
    }

    /** Whether it is in the line. */
    public boolean matches(String line) {
        if (expression.isPresent()) {
            return expression.get().matcher(line).find();
        }
        return text.isEmpty() || line.toLowerCase(Locale.ROOT).contains(text);
    }

    private static String checked(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("what to look for is longer than " + LONGEST + " characters");
        }
        return text;
    }
}
