/**
 * Owns what containers used and what machines do: taking it in, its newest values and live feed (through Redis, not the
 * database), rollups, charts and retention. Refuses samples far from the cloud's clock, and batches of a session that a newer one replaced. Publishes {@link
 * io.portreeve.cloud.telemetry.MetricsSeries} and {@link io.portreeve.cloud.telemetry.LiveSamples}.
 */
package io.portreeve.cloud.telemetry;
