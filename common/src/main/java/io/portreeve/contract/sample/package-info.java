/**
 * What an agent measures of one container, or of the machine, at one moment. Imports {@code protocol} only; knows nothing of messages or
 * JSON.
 */
package io.portreeve.contract.sample;
