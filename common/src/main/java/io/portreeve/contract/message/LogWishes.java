package io.portreeve.contract.message;

import io.portreeve.contract.log.LogWish;
import io.portreeve.contract.protocol.Limits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose logs are to be sent, and whose not, in place of all that was said before; of other containers their labels and the
 * host's owner decide. Told after {@link Welcome}, and whenever it has changed, to agents with {@link
 * io.portreeve.contract.protocol.Capability#LOG_WISHES}. What the host's owner forbids is not sent whatever is wished.
 *
 * @param wishes {@link Limits#LOG_WISHES} at most, one of a name
 */
public record LogWishes(List<LogWish> wishes) implements CloudMessage {
    public LogWishes {
        wishes = List.copyOf(wishes);
        if (wishes.size() > Limits.LOG_WISHES) {
            throw new IllegalArgumentException("more than " + Limits.LOG_WISHES + " wishes");
        }
        Set<String> names = new HashSet<>();
        for (LogWish wish : wishes) {
            if (!names.add(wish.container())) {
                throw new IllegalArgumentException("two wishes of one container");
            }
        }
    }
}
