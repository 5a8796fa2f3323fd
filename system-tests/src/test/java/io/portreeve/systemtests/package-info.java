/**
 * The whole system against real parts: the launcher as a person starts it, PostgreSQL, Redis, Payara Micro, a Docker
 * Engine with containers, and what they do when parts of them are killed.
 *
 * <p>Tests that only look share one control plane, by {@code @ExtendWith(RunningPortreeve.class)}.
 */
package io.portreeve.systemtests;
