/** The queries of organizations. */
package io.portreeve.cloud.tenancy.control;
