/**
 * Measurements of the running product: the commands behind {@code ./portreeve bench}.
 *
 * <p>{@code fleet} is many agents in one process, speaking the real protocol; {@code plane} the control plane under test
 * and what its database says; {@code guest} a real agent on its host; {@code cost} what processes cost, from {@code
 * /proc}; {@code report} what is kept. They do not know each other ({@code guest} knows {@code cost}), and the commands
 * here put them together.
 */
package io.portreeve.benchmarks;
