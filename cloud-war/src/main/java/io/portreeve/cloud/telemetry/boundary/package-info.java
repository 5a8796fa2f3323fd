/** What doors may ask of telemetry; each public method is one use case. */
package io.portreeve.cloud.telemetry.boundary;
