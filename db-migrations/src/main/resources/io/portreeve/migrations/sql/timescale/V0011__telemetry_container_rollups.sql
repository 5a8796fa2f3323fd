-- Means, lowest and highest values over one and over five minutes, as compressed hypertables behind views.
CREATE TABLE portreeve_hypertables.container_rollups_1m (
  organization_id uuid NOT NULL,
  container_id    uuid NOT NULL,
  ts              timestamptz NOT NULL,
  samples         integer NOT NULL CHECK (samples > 0),
  cpu_cores_avg real,
  cpu_cores_min real,
  cpu_cores_max real,
  cpu_throttled_ratio_avg real,
  cpu_throttled_ratio_min real,
  cpu_throttled_ratio_max real,
  memory_bytes_avg double precision,
  memory_bytes_min bigint,
  memory_bytes_max bigint,
  memory_limit_bytes_avg double precision,
  memory_limit_bytes_min bigint,
  memory_limit_bytes_max bigint,
  network_received_bytes_per_second_avg real,
  network_received_bytes_per_second_min real,
  network_received_bytes_per_second_max real,
  network_sent_bytes_per_second_avg real,
  network_sent_bytes_per_second_min real,
  network_sent_bytes_per_second_max real,
  block_read_bytes_per_second_avg real,
  block_read_bytes_per_second_min real,
  block_read_bytes_per_second_max real,
  block_written_bytes_per_second_avg real,
  block_written_bytes_per_second_min real,
  block_written_bytes_per_second_max real,
  pids_avg double precision,
  pids_min integer,
  pids_max integer,
  PRIMARY KEY (container_id, ts)
);
SELECT public.create_hypertable(
  'portreeve_hypertables.container_rollups_1m', public.by_range('ts', interval '1 day'), create_default_indexes => false);
CREATE INDEX container_rollups_1m_rollup ON portreeve_hypertables.container_rollups_1m USING brin (ts) WITH (pages_per_range = 32);
ALTER TABLE portreeve_hypertables.container_rollups_1m SET (
  timescaledb.compress, timescaledb.compress_segmentby = 'organization_id, container_id',
  timescaledb.compress_orderby = 'ts');
SELECT public.add_compression_policy('portreeve_hypertables.container_rollups_1m', interval '2 days');
CREATE VIEW container_rollups_1m WITH (security_barrier = true) AS
  SELECT * FROM portreeve_hypertables.container_rollups_1m
  WHERE organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid)
  WITH CHECK OPTION;
GRANT SELECT ON container_rollups_1m TO portreeve_app;
CREATE VIEW portreeve_across.container_rollups_1m AS SELECT * FROM portreeve_hypertables.container_rollups_1m;
GRANT SELECT, INSERT, UPDATE, DELETE ON portreeve_across.container_rollups_1m TO portreeve_system;

CREATE TABLE portreeve_hypertables.container_rollups_5m (
  organization_id uuid NOT NULL,
  container_id    uuid NOT NULL,
  ts              timestamptz NOT NULL,
  samples         integer NOT NULL CHECK (samples > 0),
  cpu_cores_avg real,
  cpu_cores_min real,
  cpu_cores_max real,
  cpu_throttled_ratio_avg real,
  cpu_throttled_ratio_min real,
  cpu_throttled_ratio_max real,
  memory_bytes_avg double precision,
  memory_bytes_min bigint,
  memory_bytes_max bigint,
  memory_limit_bytes_avg double precision,
  memory_limit_bytes_min bigint,
  memory_limit_bytes_max bigint,
  network_received_bytes_per_second_avg real,
  network_received_bytes_per_second_min real,
  network_received_bytes_per_second_max real,
  network_sent_bytes_per_second_avg real,
  network_sent_bytes_per_second_min real,
  network_sent_bytes_per_second_max real,
  block_read_bytes_per_second_avg real,
  block_read_bytes_per_second_min real,
  block_read_bytes_per_second_max real,
  block_written_bytes_per_second_avg real,
  block_written_bytes_per_second_min real,
  block_written_bytes_per_second_max real,
  pids_avg double precision,
  pids_min integer,
  pids_max integer,
  PRIMARY KEY (container_id, ts)
);
SELECT public.create_hypertable(
  'portreeve_hypertables.container_rollups_5m', public.by_range('ts', interval '1 day'), create_default_indexes => false);
CREATE INDEX container_rollups_5m_rollup ON portreeve_hypertables.container_rollups_5m USING brin (ts) WITH (pages_per_range = 32);
ALTER TABLE portreeve_hypertables.container_rollups_5m SET (
  timescaledb.compress, timescaledb.compress_segmentby = 'organization_id, container_id',
  timescaledb.compress_orderby = 'ts');
SELECT public.add_compression_policy('portreeve_hypertables.container_rollups_5m', interval '2 days');
CREATE VIEW container_rollups_5m WITH (security_barrier = true) AS
  SELECT * FROM portreeve_hypertables.container_rollups_5m
  WHERE organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid)
  WITH CHECK OPTION;
GRANT SELECT ON container_rollups_5m TO portreeve_app;
CREATE VIEW portreeve_across.container_rollups_5m AS SELECT * FROM portreeve_hypertables.container_rollups_5m;
GRANT SELECT, INSERT, UPDATE, DELETE ON portreeve_across.container_rollups_5m TO portreeve_system;
