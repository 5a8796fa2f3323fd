/**
 * What happened on a Docker host, one record an occurrence, and where occurrences may be missing. Imports {@code
 * protocol} only; knows nothing of messages or JSON.
 */
package io.portreeve.contract.event;
