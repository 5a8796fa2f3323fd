package io.portreeve.cloud.web.actions;

import java.util.ArrayList;
import java.util.List;

/** A line as a shell would cut it into words; quotes and backslashes keep spaces, and nothing else means anything. */
final class CommandWords {
    private CommandWords() {}

    /**
     * The words.
     *
     * @throws IllegalArgumentException if a quote is not closed
     */
    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int index = 0; index < line.length(); index++) {
            char each = line.charAt(index);
            if (each == '\\' && quote != '\'' && index + 1 < line.length()) {
                word.append(line.charAt(++index));
                begun = true;
            } else if (quote != 0) {
                quote = each == quote ? 0 : quote;
                if (quote != 0) {
                    word.append(each);
                }
            } else if (each == '"' || each == '\'') {
                quote = each;
                begun = true;
            } else if (!Character.isWhitespace(each)) {
                word.append(each);
                begun = true;
            } else if (begun) {
                words.add(word.toString());
                word.setLength(0);
                begun = false;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
