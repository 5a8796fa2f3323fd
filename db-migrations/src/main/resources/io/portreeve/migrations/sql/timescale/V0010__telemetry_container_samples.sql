-- What was measured, a wide row a container and reading, where the server has TimescaleDB: a compressed hypertable that
-- no runtime role may touch, because chunks would inherit its grants and no policy, behind a view with the name that the
-- table has elsewhere. The view lets nothing of another organization through, in or out.
CREATE SCHEMA portreeve_hypertables;
REVOKE ALL ON SCHEMA portreeve_hypertables FROM PUBLIC;
CREATE TABLE portreeve_hypertables.container_samples (
  organization_id                   uuid NOT NULL,
  container_id                      uuid NOT NULL,
  ts                                timestamptz NOT NULL,
  interval_millis                   integer NOT NULL CHECK (interval_millis > 0),
  cpu_cores                         real,
  cpu_throttled_ratio               real,
  memory_bytes                      bigint,
  memory_limit_bytes                bigint,
  network_received_bytes_per_second real,
  network_sent_bytes_per_second     real,
  block_read_bytes_per_second       real,
  block_written_bytes_per_second    real,
  pids                              integer
);
SELECT public.create_hypertable(
  'portreeve_hypertables.container_samples', public.by_range('ts', interval '1 day'), create_default_indexes => false);
CREATE INDEX container_samples_chart ON portreeve_hypertables.container_samples (container_id, ts);
CREATE INDEX container_samples_rollup ON portreeve_hypertables.container_samples
  USING brin (ts) WITH (pages_per_range = 32);
ALTER TABLE portreeve_hypertables.container_samples SET (
  timescaledb.compress, timescaledb.compress_segmentby = 'organization_id, container_id',
  timescaledb.compress_orderby = 'ts');
SELECT public.add_compression_policy('portreeve_hypertables.container_samples', interval '1 day');

CREATE VIEW container_samples WITH (security_barrier = true) AS
  SELECT * FROM portreeve_hypertables.container_samples
  WHERE organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid)
  WITH CHECK OPTION;
GRANT SELECT, INSERT ON container_samples TO portreeve_app;

-- The same names across organizations, for the system role alone, which looks here first.
CREATE SCHEMA portreeve_across;
REVOKE ALL ON SCHEMA portreeve_across FROM PUBLIC;
GRANT USAGE ON SCHEMA portreeve_across TO portreeve_system;
CREATE VIEW portreeve_across.container_samples AS SELECT * FROM portreeve_hypertables.container_samples;
GRANT SELECT ON portreeve_across.container_samples TO portreeve_system;
