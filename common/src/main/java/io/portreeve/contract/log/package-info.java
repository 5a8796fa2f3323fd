/**
 * What containers write, one record a line, and where lines may be missing. Imports {@code protocol} only; knows nothing
 * of messages or JSON.
 */
package io.portreeve.contract.log;
