/** What is kept of a run: JSON, a table, a plot, and what machine it was. */
package io.portreeve.benchmarks.report;
