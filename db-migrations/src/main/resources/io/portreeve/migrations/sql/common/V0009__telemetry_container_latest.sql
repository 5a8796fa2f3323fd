-- The newest sample of each container, for live views when Redis is away.
CREATE TABLE container_latest (
  organization_id                   uuid NOT NULL,
  container_id                      uuid NOT NULL PRIMARY KEY,
  ts                                timestamptz NOT NULL,
  cpu_cores                         real,
  cpu_throttled_ratio               real,
  memory_bytes                      bigint,
  memory_limit_bytes                bigint,
  network_received_bytes_per_second real,
  network_sent_bytes_per_second     real,
  block_read_bytes_per_second       real,
  block_written_bytes_per_second    real,
  pids                              integer,
  FOREIGN KEY (organization_id, container_id) REFERENCES containers (organization_id, id) ON DELETE CASCADE
) WITH (fillfactor = 50);
GRANT SELECT, INSERT, UPDATE, DELETE ON container_latest TO portreeve_app;
ALTER TABLE container_latest ENABLE ROW LEVEL SECURITY;
ALTER TABLE container_latest FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON container_latest TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
