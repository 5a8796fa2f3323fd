package io.portreeve.agent.doctor;

/**
 * What one look found.
 *
 * @param text one line
 * @param advice what to do about it, one line; empty if there is nothing to do
 */
public record Finding(Mark mark, String text, String advice) {
    public static Finding ok(String text) {
        return new Finding(Mark.OK, text, "");
    }

    public static Finding warning(String text, String advice) {
        return new Finding(Mark.WARNING, text, advice);
    }

    public static Finding failed(String text, String advice) {
        return new Finding(Mark.FAILED, text, advice);
    }

    public static Finding skipped(String why) {
        return new Finding(Mark.SKIPPED, why, "");
    }
}
