/**
 * The agent as a guest of its host: a real agent, started as a service starts it, on a Docker Engine of its own with
 * containers, beside a control plane that only counts. Knows {@code cost}.
 */
package io.portreeve.benchmarks.guest;
