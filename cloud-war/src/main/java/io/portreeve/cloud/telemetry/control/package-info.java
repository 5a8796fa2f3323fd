/** How telemetry does it: the rules for a sample's time, and the statements. */
package io.portreeve.cloud.telemetry.control;
