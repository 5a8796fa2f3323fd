/** The writer, the rollups and the queries; all SQL of telemetry. */
package io.portreeve.cloud.telemetry.control;
