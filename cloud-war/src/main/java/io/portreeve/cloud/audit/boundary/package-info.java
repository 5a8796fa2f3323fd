/** Appending to the record. */
package io.portreeve.cloud.audit.boundary;
