/**
 * What every room stands on: typed configuration, the clock, the tenant scope, the two data sources, the Redis bus,
 * rate limits, streams of server-sent events, and problems with stable codes. Refuses database work without an organization in scope, except through
 * {@link io.portreeve.cloud.platform.boundary.SystemDatabase}. Knows no other room.
 */
package io.portreeve.cloud.platform;
