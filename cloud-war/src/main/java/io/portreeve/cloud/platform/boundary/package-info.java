/** The platform's verbs: transactions within and across organizations, the Redis bus, rate limits. */
package io.portreeve.cloud.platform.boundary;
