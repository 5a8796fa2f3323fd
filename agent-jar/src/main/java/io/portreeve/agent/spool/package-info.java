/**
 * What the cloud has not acknowledged, on disk, bounded in bytes and age. Records go to segment files of their owner
 * alone, each with checksums; a lock keeps a second agent out. What a crash tore is cut at the next start, what is
 * damaged is passed over, what does not fit is thinned (readings) before anything is dropped (events last), and each
 * loss becomes a durable {@link io.portreeve.agent.spool.Gap}. Sequence numbers never go back. A disk that refuses
 * degrades to memory until it takes writes again. A record is written when it is added and forced to the disk within
 * {@link io.portreeve.agent.spool.Spool#FORCE_INTERVAL} and at the end: a killed agent loses nothing, a power cut the
 * last seconds. Keeps an index in memory, never payloads. Knows no message. Imports {@code config}.
 */
package io.portreeve.agent.spool;
