/**
 * What a container has used until one moment, by whomever it was read: one table of counters, so that what reads them and
 * what makes rates of them need not name each. Imports no room of the agent.
 */
package io.portreeve.agent.usage;
