/** How entries of the record are stored. */
package io.portreeve.cloud.audit.control;
