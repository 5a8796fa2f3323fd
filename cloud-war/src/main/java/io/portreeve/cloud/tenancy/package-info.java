/**
 * Owns organizations, who the service works for, and what each may use. Publishes {@link
 * io.portreeve.cloud.tenancy.Organization} and {@link io.portreeve.cloud.tenancy.Quota}; the rooms whose things are counted
 * keep to it.
 */
package io.portreeve.cloud.tenancy;
