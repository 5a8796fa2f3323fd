/**
 * Owns organizations, who the service works for, what each may use, and how long it keeps what is measured. Publishes
 * {@link io.portreeve.cloud.tenancy.Organization}, {@link io.portreeve.cloud.tenancy.RetentionTimes} and {@link
 * io.portreeve.cloud.tenancy.Quota}; the rooms whose things are counted keep to it.
 */
package io.portreeve.cloud.tenancy;
