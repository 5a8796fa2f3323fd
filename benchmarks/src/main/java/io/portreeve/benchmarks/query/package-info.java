/** A year of what containers used, put into a database in bulk, and the questions that charts ask of it. */
package io.portreeve.benchmarks.query;
