/** How the platform does it: data source definitions, the scoped JPA connector, producers. */
package io.portreeve.cloud.platform.control;
