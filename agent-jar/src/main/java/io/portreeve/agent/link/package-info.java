/**
 * The connection to the cloud: connects with a fresh proof, says HELLO, sends each reading at once as live values, packs a
 * minute's into a durable batch and keeps that in the {@code spool} until it is acknowledged; what is late goes in small
 * portions. Notices a dead peer; backs off; stops when the cloud says that trying again is of no use. Hands over what is
 * to be done through {@link io.portreeve.agent.link.Commands}. The only place that knows messages and codec. Imports
 * {@code config}, {@code enrol}, {@code network}, {@code spool} and the nouns of {@code collect}, {@code event}, {@code
 * logs} and {@code docker}.
 */
package io.portreeve.agent.link;
