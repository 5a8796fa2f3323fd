package io.portreeve.cloud.fleet;

import io.portreeve.contract.protocol.Capability;
import io.portreeve.contract.release.Release;
import io.portreeve.contract.release.ReleaseVersion;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the agent of a host can be replaced by what this installation offers.
 *
 * @param offered absent while nothing is
 * @param rule of the host's owner that forbids it, as its agent last told; empty unless it is forbidden
 */
public record AgentUpdate(Standing standing, Optional<ReleaseVersion> offered, String rule) {
    /** How it stands. */
    public enum Standing {
        /** Nothing is offered. */
        NOTHING_OFFERED,
        /** What runs is the version that is offered, or one that it is not to replace. */
        UP_TO_DATE,
        /** The agent does not know how, or was never heard. */
        UNABLE,
        /** The host's owner does not allow it. */
        FORBIDDEN,
        POSSIBLE;

        /** As in texts and the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Of a host, with what is offered now. */
    public static AgentUpdate of(Host host, Optional<Release> offer) {
        Optional<ReleaseVersion> offered = offer.map(Release::version);
        Optional<String> rule = host.agent().flatMap(health -> health.figures().updateRefusal());
        if (offer.isEmpty()) {
            return new AgentUpdate(Standing.NOTHING_OFFERED, offered, "");
        }
        if (host.agentVersion()
                .filter(running -> !mayReplace(offer.get(), running))
                .isPresent()) {
            return new AgentUpdate(Standing.UP_TO_DATE, offered, "");
        }
        if (host.agentVersion().isEmpty() || !host.can(Capability.SELF_UPDATE)) {
            return new AgentUpdate(Standing.UNABLE, offered, "");
        }
        return rule.map(text -> new AgentUpdate(Standing.FORBIDDEN, offered, text))
                .orElseGet(() -> new AgentUpdate(Standing.POSSIBLE, offered, ""));
    }

    public boolean isPossible() {
        return standing == Standing.POSSIBLE;
    }

    /** What runs may say of itself whatever it likes; the agent has the last word. */
    private static boolean mayReplace(Release offer, String running) {
        try {
            return offer.mayReplace(new ReleaseVersion(running));
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
