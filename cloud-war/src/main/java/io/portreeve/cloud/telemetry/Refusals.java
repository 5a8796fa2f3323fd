package io.portreeve.cloud.telemetry;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Messages of an organization's agents that were refused.
 *
 * @param day in UTC
 * @param code the reason, stable
 */
public record Refusals(LocalDate day, String code, long count, Instant lastAt) {}
