/** What can be asked of organizations. */
package io.portreeve.cloud.tenancy.boundary;
