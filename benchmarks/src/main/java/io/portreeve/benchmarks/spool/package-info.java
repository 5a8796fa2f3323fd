/** What the agent's spool takes to write, to open again after an unclean end, and to replay. */
package io.portreeve.benchmarks.spool;
