/** {@code /hosts}, {@code /hosts/{id}} and {@code /hosts/add}. */
package io.portreeve.cloud.web.hosts;
