/** {@code /containers} and {@code /containers/{id}}. */
package io.portreeve.cloud.web.containers;
