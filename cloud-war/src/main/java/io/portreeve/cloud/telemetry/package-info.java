/**
 * Owns what was measured of containers: taking it in, and what is stored of it. Refuses samples of another time, and
 * batches of an agent's older session. Publishes the outcome of an ingest. Which container a number stands for is the
 * gateway's and fleet's to know.
 */
package io.portreeve.cloud.telemetry;
