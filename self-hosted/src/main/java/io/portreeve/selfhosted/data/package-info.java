/**
 * Owns the files below the data directory and the cache: layout, permissions, lock, format, secrets, room on the disk.
 *
 * <p>Refuses a directory that another launcher uses, that a newer version wrote, or that others may read. Publishes
 * {@link io.portreeve.selfhosted.data.DataDirectory} and {@link io.portreeve.selfhosted.data.Secrets}. Imports nothing
 * of ours.
 */
package io.portreeve.selfhosted.data;
