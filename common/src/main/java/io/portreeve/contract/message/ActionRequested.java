package io.portreeve.contract.message;

import io.portreeve.contract.action.ActionRequest;

/**
 * The cloud asks for an action. It is sent again, on the next connection too, until the agent answers with {@link
 * ActionAccepted} or {@link ActionOutcome}; an agent answers an id that it knows without doing it again.
 */
public record ActionRequested(ActionRequest request) implements CloudMessage {}
