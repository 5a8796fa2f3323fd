package io.portreeve.cloud.logs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large an expression of RE2 becomes once its repeats are written out, which is what compiling it does. Counts each
 * character and each class as one, and never less than there is; of what is no expression it may say anything.
 */
final class ExpressionSize {
    static final int LARGEST = 1_000;

    private static final Pattern REPEAT = Pattern.compile("\\{(\\d{1,200})(,(\\d{0,200}))?\\}");
    /** Such a group is nothing by itself: a repeat after it repeats what stands before it. */
    private static final Pattern FLAGS = Pattern.compile("\\(\\?[A-Za-z-]*\\)");

    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:[xpP]\\{[^}]*\\}|.)", Pattern.DOTALL); // \x{41}, \p{Greek}, \d

    private final String text;
    private int at;

    private ExpressionSize(String text) {
        this.text = text;
    }

    /** Whether an expression of at most a few hundred characters may be compiled. */
    static boolean isBearable(String expression) {
        return new ExpressionSize(expression).outermost() <= LARGEST;
    }

    private long outermost() {
        long size = 0;
        while (at < text.length() && size <= LARGEST) {
            size += group() + 1;
        }
        return size;
    }

    /** Up to its end, which is passed. */
    private long group() {
        long before = 0;
        long last = 0;
        while (at < text.length() && before + last <= LARGEST) {
            char next = text.charAt(at);
            Matcher found = matcher(next);
            if (next == ')') {
                at++;
                return before + last;
            }
            if (next == '\\' && text.startsWith("\\Q", at)) {
                int quoted = quoted();
                before += quoted == 0 ? 0 : last + quoted - 1;
                last = quoted == 0 ? last : 1;
            } else if (next == '(' && found.lookingAt()) {
                at = found.end();
            } else if (next == '{' && found.lookingAt()) {
                at = found.end();
                last = Math.max(last, 1) * times(found);
            } else if (next == '*' || next == '+' || next == '?') {
                at++;
                last++;
            } else {
                before += last;
                last = atom(next);
            }
        }
        return before + last;
    }

    private Matcher matcher(char next) {
        Pattern pattern = next == '{' ? REPEAT : next == '(' ? FLAGS : ESCAPE;
        return pattern.matcher(text).region(at, text.length());
    }

    private long atom(char next) {
        if (next == '(') {
            at++;
            return group() + 2;
        }
        if (next == '[') {
            skipClass();
        } else if (next == '\\') {
            Matcher escape = matcher(next);
            at = escape.lookingAt() ? escape.end() : text.length();
        } else {
            at++;
        }
        return 1;
    }

    private int quoted() {
        int begin = at + 2;
        int end = text.indexOf("\\E", begin);
        at = end < 0 ? text.length() : end + 2;
        return (end < 0 ? text.length() : end) - begin;
    }

    private void skipClass() {
        at += text.startsWith("[^", at) ? 2 : 1;
        for (boolean first = true; at < text.length() && (first || text.charAt(at) != ']'); first = false) {
            int named = text.startsWith("[:", at) ? text.indexOf(":]", at + 2) : -1;
            at = named > 0 ? named + 2 : at + (text.charAt(at) == '\\' ? 2 : 1);
        }
        at = Math.min(at + 1, text.length());
    }

    private static long times(Matcher repeat) {
        String upTo = repeat.group(3);
        return Math.max(number(repeat.group(1)), upTo == null || upTo.isEmpty() ? 1 : number(upTo));
    }

    private static long number(String digits) {
        String plain = digits.replaceFirst("^0+", "");
        return plain.isEmpty() ? 1 : plain.length() > 4 ? LARGEST + 1 : Long.parseLong(plain);
    }
}
