/**
 * The door for programs: JAX-RS under {@code /api/v1}. A bearer token is asked for before anything here runs, the tenant
 * scope is opened from it alone, and every failure is {@code application/problem+json}. Refuses sessions of browsers.
 */
package io.portreeve.cloud.api;
