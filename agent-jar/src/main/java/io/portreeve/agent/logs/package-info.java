/**
 * What containers write, read through the engine, or out of its files where its owner says so, from where the cloud has it
 * on: of which containers say the owner, their labels and what the cloud wishes, in this order. In whole lines, with secrets
 * struck out, no more than may be, and with a gap where lines are or may be missing. Lines wait on a bounded {@link
 * io.portreeve.agent.logs.LogShelf}; while that is full nothing is read, since the engine keeps them. A container has a
 * thread of its own, so that a slow one delays no other. {@link io.portreeve.agent.logs.Tails} reads what somebody watches,
 * stored or not, by the same rules and for as long as it is asked to, and keeps nothing of it. Imports {@code config},
 * {@code docker}, {@code state} and the nouns of {@code collect}.
 */
package io.portreeve.agent.logs;
