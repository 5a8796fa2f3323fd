/** What processes cost: processor time and memory, each with its descendants, from {@code /proc}. */
package io.portreeve.benchmarks.cost;
