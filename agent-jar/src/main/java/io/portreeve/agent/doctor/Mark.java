package io.portreeve.agent.doctor;

/** How grave a finding is. */
public enum Mark {
    OK("ok"),
    /** The agent works, but worse or dearer than it could. */
    WARNING("warning"),
    /** The agent cannot do its work before somebody does something. */
    FAILED("failed"),
    /** Not looked at, because something before it failed or nothing is there to look at. */
    SKIPPED("skipped");

    private final String word;

    Mark(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
