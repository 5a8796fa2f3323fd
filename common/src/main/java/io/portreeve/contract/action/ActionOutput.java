package io.portreeve.contract.action;

import io.portreeve.contract.protocol.Limits;
import java.util.Optional;

/**
 * What was said while an action ran.
 *
 * @param text both streams as they came, cut at {@code Limits.OUTPUT_LENGTH} characters
 * @param exitCode absent if the command was still running, or there was none
 * @param leftOut bytes that came beyond the bound and were left out
 */
public record ActionOutput(String text, Optional<Integer> exitCode, long leftOut) {
    public ActionOutput {
        if (text.length() > Limits.OUTPUT_LENGTH) {
            throw new IllegalArgumentException("text is longer than " + Limits.OUTPUT_LENGTH + " characters");
        }
        if (leftOut < 0) {
            throw new IllegalArgumentException("leftOut is negative: " + leftOut);
        }
    }
}
