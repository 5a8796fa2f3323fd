package io.portreeve.cloud.gateway;

import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.contract.log.LogWish;
import io.portreeve.contract.message.LogWishes;
import java.util.List;
import java.util.Optional;

/**
 * Whose logs an agent is told to send, all of it each time: looked up once at a time, lest what is newer is told first. For
 * one thread.
 */
final class WishTalk {
    private final boolean isUnderstood;
    private boolean asked;
    private boolean changed;

    /** Not understood if the agent knows no wishes. */
    WishTalk(boolean isUnderstood) {
        this.isUnderstood = isUnderstood;
    }

    /** What to tell first. */
    Optional<LogWishes> began(AgentSession session) {
        return isUnderstood ? Optional.of(new LogWishes(session.wishes())) : Optional.empty();
    }

    /** Something else is chosen. */
    void changed() {
        changed = isUnderstood;
    }

    /** What to look up now. */
    Optional<Effect> next(AgentSession session) {
        if (!changed || asked) {
            return Optional.empty();
        }
        changed = false;
        asked = true;
        return Optional.of(new Effect.TakeWishes(session));
    }

    LogWishes found(List<LogWish> wishes) {
        asked = false;
        return new LogWishes(wishes);
    }

    /** It could not be looked up; whoever looks for what has changed says so again. */
    void failed() {
        asked = false;
    }
}
