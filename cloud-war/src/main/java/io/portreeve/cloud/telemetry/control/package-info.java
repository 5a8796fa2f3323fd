/** The writer, the rollups and the queries; all SQL of telemetry, and the packed form of samples. */
package io.portreeve.cloud.telemetry.control;
