/** Owns organizations: who the service works for. Publishes {@link io.portreeve.cloud.tenancy.Organization}. */
package io.portreeve.cloud.tenancy;
