/**
 * Replaces the agent by a release that the key pinned on this host has signed, and takes it back unless that one connects
 * in time. What is staged, tried and confirmed is one file, written before anything is done; the jar that a person
 * installed is never touched, checks every other before it starts, and is what is left when anything is wrong. Knows
 * nothing of messages. Imports {@code command}, for which it does this, {@code config} and {@code network}.
 */
package io.portreeve.agent.update;
