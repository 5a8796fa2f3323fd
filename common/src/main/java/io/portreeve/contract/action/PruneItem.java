package io.portreeve.contract.action;

import io.portreeve.contract.protocol.Limits;

/**
 * Something to do away with.
 *
 * @param id by which the engine knows it
 * @param mark as a {@link ActionStep} said; what has another one by now was used or made anew since, and stays
 */
public record PruneItem(PruneKind kind, String id, String mark) {
    public PruneItem {
        if (id.isEmpty() || Math.max(id.length(), mark.length()) > Limits.STEP_TEXT_LENGTH) {
            throw new IllegalArgumentException("id or mark is empty or too long");
        }
    }
}
