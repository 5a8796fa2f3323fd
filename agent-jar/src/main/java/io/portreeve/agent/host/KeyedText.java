package io.portreeve.agent.host;

import java.util.OptionalLong;

/** Lines of a key and a number. Found soonest is what is asked for in the order of the lines. For one thread. */
final class KeyedText {
    private final String text;
    private int next;

    KeyedText(String text) {
        this.text = text;
    }

    /** The number after the key at the start of a line; absent if there is none. */
    OptionalLong number(String key) {
        int line = find(key, next, text.length());
        if (line < 0) {
            line = find(key, 0, next);
        }
        if (line < 0) {
            return OptionalLong.empty();
        }
        int end = endOfLine(line);
        next = Math.min(end + 1, text.length());
        return KernelText.number(text, line + key.length() + 1, end);
    }

    private int find(String key, int from, int to) {
        int line = from;
        while (line < to) {
            int after = line + key.length();
            if (text.startsWith(key, line) && after < text.length() && text.charAt(after) == ' ') {
                return line;
            }
            line = endOfLine(line) + 1;
        }
        return -1;
    }

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}
