/** {@code /containers/{id}/logs}: the page, and what its script asks for. */
package io.portreeve.cloud.web.logs;
