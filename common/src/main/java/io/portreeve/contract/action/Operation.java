package io.portreeve.contract.action;

import java.time.Duration;

/** Something to be done, whatever it is done to. */
public sealed interface Operation permits ContainerAction, HostAction {
    /** By which pages and programs call it. */
    String wireName();

    /** How long it may well take beyond what the engine takes to do it: a container's patience, or a deadline. */
    default Duration patience() {
        return Duration.ZERO;
    }
}
