/**
 * What happens on the host, as the engine tells it: each occurrence once, in the contract's words, with a position in
 * the engine's memory that outlives this process, and a gap wherever that position cannot prove that nothing was missed.
 * Says nothing of what matters to nobody (probes, commands run inside containers), and bounds what one container may
 * say. Imports {@code docker} and {@code state}.
 */
package io.portreeve.agent.event;
