/**
 * The host's own files: cgroup version 1 and 2 and {@code /proc}. The only reader of these formats. Publishes the
 * counters of a container at one moment, and a few facts about the host. Whatever a file lacks is absent, never
 * guessed; a container whose files cannot be found or have gone is said to be so. Imports {@code config} and {@code usage}.
 */
package io.portreeve.agent.host;
