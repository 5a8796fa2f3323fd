package io.portreeve.contract.protocol;

import java.time.Duration;

/** Bounds that both sides keep; a message beyond one is refused by its receiver. */
public final class Limits {
    /** Largest frame on the wire, compressed, in bytes. */
    public static final int FRAME_BYTES = 256 * 1024;

    /** Largest message after decompression, in bytes. */
    public static final int MESSAGE_BYTES = 2 * 1024 * 1024;

    /** Most containers that one host may declare. */
    public static final int CONTAINERS_PER_HOST = 2_000;

    /** Most readings of one batch of metrics. */
    public static final int READINGS_PER_BATCH = 6;

    /** The readings of one batch of metrics lie within less than this. */
    public static final Duration BATCH_SPAN = Duration.ofMinutes(1);

    /** Most samples that an agent packs into one batch, lest its frame grow too large. */
    public static final int SAMPLES_PER_BATCH = 4_000;

    /** Live values that come sooner than this after the ones before are passed over. */
    public static final Duration LIVE_PAUSE = Duration.ofMillis(500);

    /** How far live values may lie before the cloud's clock; older ones are passed over. */
    public static final Duration LIVE_TOLERANCE = Duration.ofMinutes(1);

    /** Most containers that an agent reads more often at a time. */
    public static final int LEASED_CONTAINERS = 200;

    /** Longest that a lease lasts; who still watches renews it. */
    public static final Duration LEASE = Duration.ofMinutes(1);

    /** Most characters of any text field. */
    public static final int TEXT_LENGTH = 1_024;

    /** Most events of one batch, and most gaps. */
    public static final int EVENTS_PER_BATCH = 200;

    /** Most characters of any text of an event. */
    public static final int EVENT_TEXT_LENGTH = 256;

    /** Most attributes of an event. */
    public static final int EVENT_ATTRIBUTES = 8;

    /** How far an event may lie before the cloud's clock; engines remember events for long when little happens. */
    public static final Duration EVENT_PAST_TOLERANCE = Duration.ofDays(8);

    /** Most lines of logs in one batch, and most gaps. */
    public static final int LOG_LINES_PER_BATCH = 2_000;

    /** Most characters of a line of a log; more than twice the parts that engines cut long lines into. */
    public static final int LOG_LINE_LENGTH = 40_000;

    /** How far a line of a log may lie before the cloud's clock. */
    public static final Duration LOG_PAST_TOLERANCE = Duration.ofDays(2);

    /** Most logs of a host that are watched at a time. */
    public static final int LEASED_LOGS = 8;

    /** Most lines of one message about a log that is watched, and most that whoever begins to watch gets of the past. */
    public static final int LIVE_LOG_LINES = 500;

    /** Most containers of a host of whose logs something is wished. */
    public static final int LOG_WISHES = 500;

    /** Most file systems of a host. */
    public static final int FILE_SYSTEMS = 32;

    /** Most network interfaces of a container, or of a host, that are told one by one. */
    public static final int INTERFACES = 16;

    /** Most interfaces of all containers of a host that are told of together, lest the frame grow too large. */
    public static final int INTERFACES_PER_MESSAGE = 4_000;

    /** Most characters of an interface's name; kernels allow 15. */
    public static final int INTERFACE_NAME_LENGTH = 64;

    /** Most samples of a host in one batch. */
    public static final int HOST_SAMPLES_PER_BATCH = 60;

    /** Most durable messages that an agent may have sent on one connection without an answer. */
    public static final int UNANSWERED = 16;

    /** Longest time that a container may be given to end by itself. */
    public static final Duration ACTION_PATIENCE = Duration.ofMinutes(5);

    /** Longest time that an updated container may be given to become healthy. */
    public static final Duration HEALTH_DEADLINE = Duration.ofMinutes(10);

    /** Longest time that pulling an image may take. */
    public static final Duration PULL_DEADLINE = Duration.ofMinutes(20);

    /** Longest time that an action on a host may take, save pulling. */
    public static final Duration HOST_ACTION_DEADLINE = Duration.ofMinutes(15);

    /** Longest time that pulling all images of a project may take. */
    public static final Duration PROJECT_PULL_DEADLINE = Duration.ofMinutes(55);

    /** Most steps of an action on a host, and so most things that it does away with. */
    public static final int ACTION_STEPS = 500;

    /** Most characters of any text of such a step. */
    public static final int STEP_TEXT_LENGTH = 512;

    /** Most characters of a signed release. */
    public static final int RELEASE_LENGTH = 2_048;

    /** Most capabilities that an agent may name. */
    public static final int CAPABILITIES = 64;

    /** Most kinds of actions that an agent may know. */
    public static final int ACTION_KINDS = 64;

    /** Most words of a command. */
    public static final int COMMAND_WORDS = 64;

    /** Most characters of a command, all words together. */
    public static final int COMMAND_LENGTH = 4_096;

    /** Most characters of what an action says. */
    public static final int OUTPUT_LENGTH = 64 * 1024;

    /** How far a sample or an event may lie after the cloud's clock. */
    public static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(5);

    /** How far a sample may lie before the cloud's clock. */
    public static final Duration PAST_TOLERANCE = Duration.ofHours(26);

    /** A peer that has sent nothing for this long is dead. */
    public static final Duration SILENCE = Duration.ofSeconds(30);

    /** How often each side sends a heartbeat. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** Longest validity of an {@link AgentToken}. */
    public static final Duration TOKEN_VALIDITY = Duration.ofSeconds(90);

    private Limits() {}
}
