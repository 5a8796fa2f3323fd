package io.portreeve.cloud.actions.control;

import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.Requester;
import io.portreeve.cloud.audit.AuditEntry;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.contract.action.ContainerAction;
import io.portreeve.contract.action.HostAction;
import java.util.HashMap;
import java.util.Map;

/** Steps of actions, for the audit record. */
public final class Trail {
    private static final int LONGEST_COMMAND = 500;

    private Trail() {}

    public static AuditEntry byUser(Requester requester, String step, Action action) {
        return new AuditEntry(
                "user",
                requester.user().toString(),
                "action." + step,
                action.id().toString(),
                detail(action));
    }

    private static Map<String, String> detail(Action action) {
        Map<String, String> detail = new HashMap<>(Map.of(
                "kind", action.action().wireName(),
                "host", action.hostId().toString(),
                "subject", action.subject()));
        action.containerId().ifPresent(container -> {
            detail.put("container", container.toString());
            detail.put("containerName", action.subject());
        });
        if (action.action() instanceof HostAction.Prune prune) {
            detail.put("things", String.valueOf(prune.items().size()));
        }
        if (action.action() instanceof ContainerAction.Exec exec) {
            String line = String.join(" ", exec.command());
            detail.put("command", line.length() > LONGEST_COMMAND ? line.substring(0, LONGEST_COMMAND) : line);
        }
        return detail;
    }

    public static AuditEntry byAgent(
            AuthenticatedAgent agent, String step, ActionId action, Map<String, String> detail) {
        return new AuditEntry("agent", agent.agent().toString(), "action." + step, action.toString(), detail);
    }

    public static AuditEntry bySystem(String step, ActionId action) {
        return new AuditEntry("system", "actions", "action." + step, action.toString(), Map.of());
    }
}
