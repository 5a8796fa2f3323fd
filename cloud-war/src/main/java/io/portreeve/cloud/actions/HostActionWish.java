package io.portreeve.cloud.actions;

import io.portreeve.cloud.fleet.HostId;

/**
 * What somebody wants done on a host, within {@link ActionWish#USUAL}.
 *
 * @param idempotencyKey as of {@link ActionWish}
 */
public record HostActionWish(HostId host, HostWish wish, String idempotencyKey) {
    public HostActionWish {
        if (!idempotencyKey.matches("[\\x21-\\x7e]{1,64}")) {
            throw new IllegalArgumentException("idempotencyKey is not 1 to 64 printable characters");
        }
    }
}
