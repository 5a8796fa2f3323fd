/**
 * Owns the parts of a control plane on one machine: PostgreSQL, Redis, Payara Micro and the agent; for each of them how
 * it is unpacked, configured, started and known to be ready.
 *
 * <p>A part that cannot start says why in one line, by {@link io.portreeve.selfhosted.data.StartFailedException}.
 * Imports {@code data} and {@code process}.
 */
package io.portreeve.selfhosted.parts;
