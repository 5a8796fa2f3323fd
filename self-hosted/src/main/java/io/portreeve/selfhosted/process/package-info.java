/**
 * Owns child processes: starting them apart from the terminal, remembering them in a file, ending them in order, finding
 * those that an earlier launcher left behind.
 *
 * <p>Knows nothing of what the processes are. Publishes {@link io.portreeve.selfhosted.process.Children} and
 * {@link io.portreeve.selfhosted.process.RestartBudget}. Imports {@code data} only.
 */
package io.portreeve.selfhosted.process;
