package io.portreeve.cloud.actions;

/**
 * What asking gave.
 *
 * @param isNew false if the same was asked for before
 */
public record RequestedAction(Action action, boolean isNew) {}
