-- What was measured, a wide row a container and reading, in daily partitions. The b-tree serves charts, the block range
-- index the rollups. No foreign key: the ids come from the gateway's own look-up, and a check a row would double the cost.
CREATE TABLE container_samples (
  organization_id uuid NOT NULL,
  container_id    uuid NOT NULL,
  ts              timestamptz NOT NULL,
  interval_millis integer NOT NULL CHECK (interval_millis > 0),
  cpu_cores real,
  cpu_throttled_ratio real,
  memory_bytes bigint,
  memory_limit_bytes bigint,
  network_received_bytes_per_second real,
  network_sent_bytes_per_second real,
  block_read_bytes_per_second real,
  block_written_bytes_per_second real,
  pids integer
) PARTITION BY RANGE (ts);
CREATE INDEX container_samples_chart ON container_samples (container_id, ts);
CREATE INDEX container_samples_rollup ON container_samples USING brin (ts) WITH (pages_per_range = 32);
GRANT SELECT, INSERT ON container_samples TO portreeve_app;
GRANT SELECT ON container_samples TO portreeve_system;
ALTER TABLE container_samples ENABLE ROW LEVEL SECURITY;
ALTER TABLE container_samples FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON container_samples TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON container_samples TO portreeve_system USING (true) WITH CHECK (true);
