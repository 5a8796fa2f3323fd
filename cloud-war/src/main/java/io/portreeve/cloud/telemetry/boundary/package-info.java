/** Taking samples in and reading them back. */
package io.portreeve.cloud.telemetry.boundary;
