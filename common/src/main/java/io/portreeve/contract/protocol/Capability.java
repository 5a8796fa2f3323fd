package io.portreeve.contract.protocol;

import java.util.Arrays;
import java.util.Optional;

/** What an agent can do, by name; a name the other side does not know is ignored. */
public enum Capability {
    /** Sends container samples. */
    METRICS("metrics"),
    /**
     * Sends the newest values at once and unacknowledged, and the history packed, a minute at a time. An agent does so
     * for a cloud whose WELCOME names this; otherwise it sends each reading by itself, acknowledged.
     */
    TWO_STREAMS("two-streams"),
    /**
     * Sends the newest values in frames of zlib with a dictionary of their fields, to a cloud whose WELCOME names this:
     * of a host with few containers most of such a message are names.
     */
    LIVE_DICTIONARY("live-dictionary"),
    /** Sends the list of containers. */
    INVENTORY("inventory"),
    /** Sends what happens on the host. */
    EVENTS("events"),
    /** Sends what the host's machine does, to a cloud whose WELCOME names this. */
    HOST_METRICS("host-metrics"),
    /** Sends what goes through each network interface, to a cloud whose WELCOME names this. */
    INTERFACES("interfaces"),
    /**
     * Reads containers that somebody watches more often, on a lease. For this an agent needs a cloud that understands
     * {@link #TWO_STREAMS}.
     */
    LIVE_LEASE("live-lease"),
    /** Sends what containers write, as far as its host's owner allows, to a cloud whose WELCOME names this. */
    LOGS("logs"),
    /** Tells what containers write while somebody watches, whether it is stored or not, on a lease. */
    LIVE_LOGS("live-logs"),
    /** Sends a container's log, or leaves it out, as the cloud wishes and its host's owner allows. */
    LOG_WISHES("log-wishes"),
    /** Acts on containers, as far as its host's owner allows. */
    ACTIONS("actions"),
    /** Acts on compose projects and cleans up its host, likewise. */
    HOST_ACTIONS("host-actions"),
    /** Replaces itself by a signed release, likewise. */
    SELF_UPDATE("self-update");

    private final String wireName;

    Capability(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<Capability> named(String wireName) {
        return Arrays.stream(values())
                .filter(capability -> capability.wireName.equals(wireName))
                .findFirst();
    }
}
