package io.portreeve.agent.spool;

/**
 * The numbers of one stream. A record has an ordinal of this spool; what the cloud calls its sequence is that plus a
 * shift, which is zero until a spool that was lost begins anew below what the cloud has already. For one thread.
 */
final class Numbering {
    private static final int BLOCK = 256;

    private final State before;
    private boolean settled;
    private long shift;
    private long acknowledged;
    private long ceiling;
    private long last;
    private long lastSent;

    /**
     * What has to survive.
     *
     * @param settled whether the cloud has ever told its number, and so perhaps been sent something
     * @param acknowledged the last ordinal that was
     * @param ceiling no ordinal above was ever given out
     */
    record State(boolean settled, long shift, long acknowledged, long ceiling) {
        static final State NEW = new State(false, 0, 0, 0);
    }

    Numbering(State before) {
        this.before = before;
        settled = before.settled;
        shift = before.shift;
        acknowledged = before.acknowledged;
        ceiling = before.ceiling;
    }

    State before() {
        return before;
    }

    State state() {
        return new State(settled, shift, acknowledged, ceiling);
    }

    /** What is to survive when no number is in use beyond those given out. */
    State stateAtEnd() {
        return new State(settled, shift, acknowledged, last);
    }

    /** Goes on after the last one found on disk, and after all that may have been given out and not reached it. */
    void found(long lastOnDisk) {
        last = Math.max(Math.max(lastOnDisk, before.ceiling), before.acknowledged);
        lastSent = last;
        ceiling = Math.max(ceiling, last);
    }

    /** Whether the next number needs a state with a higher ceiling on disk first. */
    boolean needsBlock() {
        return last >= ceiling;
    }

    void takeBlock() {
        ceiling = last + BLOCK;
    }

    long next() {
        return ++last;
    }

    /** The cloud tells what it has; records never sent to it get numbers beyond that. */
    void welcomed(long sequence) {
        long sent = settled ? lastSent : 0;
        if (sequence - shift > sent) {
            shift = sequence - sent;
        }
        acknowledged = Math.max(0, sequence - shift);
        settled = true;
    }

    void sending(long ordinal) {
        lastSent = Math.max(lastSent, ordinal);
    }

    void acknowledge(long sequence) {
        acknowledged = Math.max(acknowledged, Math.min(sequence - shift, last));
    }

    long acknowledged() {
        return acknowledged;
    }

    long sequence(long ordinal) {
        return ordinal + shift;
    }

    long ordinal(long sequence) {
        return sequence - shift;
    }

    /** As it is before the cloud has told where to go on. */
    long nextSequence() {
        return last + 1 + shift;
    }

    /** The last one that was given out or is stored; 0 before the cloud has told where to go on. */
    long lastSequence() {
        return settled ? last + shift : 0;
    }

    /** What is given out from now on follows what is acknowledged; what was before counts as acknowledged with it. */
    void startOver() {
        shift = acknowledged + shift - last;
        lastSent = last;
    }
}
