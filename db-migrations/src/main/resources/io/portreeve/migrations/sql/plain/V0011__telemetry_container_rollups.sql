-- Means, lowest and highest values over one and over five minutes, so that a long chart reads few rows.
CREATE TABLE container_rollups_1m (
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
) PARTITION BY RANGE (ts);
CREATE INDEX container_rollups_1m_rollup ON container_rollups_1m USING brin (ts) WITH (pages_per_range = 32);
GRANT SELECT ON container_rollups_1m TO portreeve_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON container_rollups_1m TO portreeve_system;
ALTER TABLE container_rollups_1m ENABLE ROW LEVEL SECURITY;
ALTER TABLE container_rollups_1m FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON container_rollups_1m TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON container_rollups_1m TO portreeve_system USING (true) WITH CHECK (true);

CREATE TABLE container_rollups_5m (
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
) PARTITION BY RANGE (ts);
CREATE INDEX container_rollups_5m_rollup ON container_rollups_5m USING brin (ts) WITH (pages_per_range = 32);
GRANT SELECT ON container_rollups_5m TO portreeve_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON container_rollups_5m TO portreeve_system;
ALTER TABLE container_rollups_5m ENABLE ROW LEVEL SECURITY;
ALTER TABLE container_rollups_5m FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON container_rollups_5m TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON container_rollups_5m TO portreeve_system USING (true) WITH CHECK (true);
