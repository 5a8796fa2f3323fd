/**
 * The control plane for one machine in one command: reads the options, starts the parts in order, watches them, stops
 * them in reverse order.
 *
 * <p>{@code data} and {@code process} know nothing of the parts; {@code parts} know nothing of each other's order, which
 * is {@link io.portreeve.selfhosted.Launcher}'s.
 */
package io.portreeve.selfhosted;
