package io.portreeve.contract.sample;

import io.portreeve.contract.protocol.Limits;

/**
 * How full a file system is.
 *
 * @param mountPoint where it is mounted on the host
 * @param type as the kernel names it
 * @param totalBytes its size
 * @param freeBytes what programs without privileges can still write; what is neither free nor used is kept for root
 * @param usedBytes what is written
 */
public record FileSystemUsage(String mountPoint, String type, long totalBytes, long freeBytes, long usedBytes) {
    public FileSystemUsage {
        bounded("mountPoint", mountPoint);
        bounded("type", type);
        if (totalBytes < 0 || freeBytes < 0 || usedBytes < 0) {
            throw new IllegalArgumentException("a size is negative");
        }
    }

    private static void bounded(String name, String text) {
        if (text.isEmpty() || text.length() > Limits.EVENT_TEXT_LENGTH) {
            throw new IllegalArgumentException(
                    name + " is empty or longer than " + Limits.EVENT_TEXT_LENGTH + " characters");
        }
    }
}
