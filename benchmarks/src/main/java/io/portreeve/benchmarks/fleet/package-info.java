/**
 * Simulated agents. All of them live on one event loop, so that their state needs no locks. What they measure is a pure
 * function of host, container and tick: a batch is made anew whenever it is sent, nothing is kept for sending again, and
 * what the database must hold at the end can be computed.
 */
package io.portreeve.benchmarks.fleet;
