package io.portreeve.cloud.web.events;

import io.portreeve.cloud.web.format.Moment;

/**
 * Something that happened, ready to be shown.
 *
 * @param clock the exact time, in the zone of who looks
 * @param tone ok, warning, critical or neutral
 * @param icon its name in the sprite
 * @param title what happened
 * @param detail how; empty if there is nothing to say
 * @param name of what it happened to; empty for the host itself
 * @param path of the container; null if it is none, or gone
 * @param hostName of the host it happened on
 */
public record EventRow(
        Moment at,
        String clock,
        String tone,
        String icon,
        String title,
        String detail,
        String name,
        String path,
        String hostName,
        String hostPath) {}
