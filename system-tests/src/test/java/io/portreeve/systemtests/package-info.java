/**
 * The whole system against real parts: the launcher as a person starts it, PostgreSQL, Redis, Payara Micro, a Docker
 * Engine with containers, and what they do when parts of them are killed.
 *
 * <p>Tests that only look share one control plane, by {@code @ExtendWith(RunningPortreeve.class)}. Several JVMs may
 * run them, each against an engine of its own.
 */
package io.portreeve.systemtests;
