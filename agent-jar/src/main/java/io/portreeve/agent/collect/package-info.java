/**
 * Turns what engine and host files say into samples on a schedule. Keeps the roster of containers (list, events, a new
 * list now and then), gives each a number for as long as the process lives, and goes on reading the files of those it
 * knows while the engine does not answer. Those that somebody watches it reads more often, apart. Publishes rosters, readings and the engine's problem through {@link
 * io.portreeve.agent.collect.Collected}. Imports {@code config}, {@code docker}, {@code event}, {@code host} and {@code usage}.
 */
package io.portreeve.agent.collect;
