package io.portreeve.contract.log;

import java.time.Instant;

/**
 * What somebody wants of a container's log, as far as the host's owner allows.
 *
 * @param container its name, since a container that is made anew keeps nothing else
 * @param keep whether it is to be sent; false if it is not to be, though its label or the host's owner has it sent
 * @param since when that was said, by the cloud's clock: of a log that is to be sent, from when on
 */
public record LogWish(String container, boolean keep, Instant since) {
    /** Most characters of a name. */
    public static final int NAME_LENGTH = 255;

    public LogWish {
        if (container.isEmpty() || container.length() > NAME_LENGTH) {
            throw new IllegalArgumentException("a name of " + container.length() + " characters");
        }
    }
}
