package io.portreeve.cloud.api;

import java.util.List;

/**
 * Part of a list.
 *
 * @param total how many there are in all
 */
public record Page<T>(List<T> items, int total) {
    public Page {
        items = List.copyOf(items);
    }
}
