/** The control plane under test: its start and end, the fleet's rows made in bulk, and what its database holds. */
package io.portreeve.benchmarks.plane;
