-- What machines did over five minutes, an hour and a day, so that a host's chart of a month or a year reads few rows. They
-- are as few as host_samples are, and plain tables likewise; the numbers are packed as the application writes and reads
-- them. Hours of a host that received readings after they had been rolled up wait in dirty_host_buckets.
CREATE TABLE host_rollups_5m (
  organization_id uuid NOT NULL,
  host_id         uuid NOT NULL,
  ts              timestamptz NOT NULL,
  samples         integer NOT NULL CHECK (samples > 0),
  body            bytea NOT NULL CHECK (octet_length(body) BETWEEN 2 AND 4096),
  PRIMARY KEY (host_id, ts),
  FOREIGN KEY (organization_id, host_id) REFERENCES hosts (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX host_rollups_5m_by_time ON host_rollups_5m USING brin (ts) WITH (pages_per_range = 32);
GRANT SELECT ON host_rollups_5m TO portreeve_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON host_rollups_5m TO portreeve_system;
ALTER TABLE host_rollups_5m ENABLE ROW LEVEL SECURITY;
ALTER TABLE host_rollups_5m FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON host_rollups_5m TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON host_rollups_5m TO portreeve_system USING (true) WITH CHECK (true);

CREATE TABLE host_rollups_1h (
  organization_id uuid NOT NULL,
  host_id         uuid NOT NULL,
  ts              timestamptz NOT NULL,
  samples         integer NOT NULL CHECK (samples > 0),
  body            bytea NOT NULL CHECK (octet_length(body) BETWEEN 2 AND 4096),
  PRIMARY KEY (host_id, ts),
  FOREIGN KEY (organization_id, host_id) REFERENCES hosts (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX host_rollups_1h_by_time ON host_rollups_1h USING brin (ts) WITH (pages_per_range = 32);
GRANT SELECT ON host_rollups_1h TO portreeve_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON host_rollups_1h TO portreeve_system;
ALTER TABLE host_rollups_1h ENABLE ROW LEVEL SECURITY;
ALTER TABLE host_rollups_1h FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON host_rollups_1h TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON host_rollups_1h TO portreeve_system USING (true) WITH CHECK (true);

CREATE TABLE host_rollups_1d (
  organization_id uuid NOT NULL,
  host_id         uuid NOT NULL,
  ts              timestamptz NOT NULL,
  samples         integer NOT NULL CHECK (samples > 0),
  body            bytea NOT NULL CHECK (octet_length(body) BETWEEN 2 AND 4096),
  PRIMARY KEY (host_id, ts),
  FOREIGN KEY (organization_id, host_id) REFERENCES hosts (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX host_rollups_1d_by_time ON host_rollups_1d USING brin (ts) WITH (pages_per_range = 32);
GRANT SELECT ON host_rollups_1d TO portreeve_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON host_rollups_1d TO portreeve_system;
ALTER TABLE host_rollups_1d ENABLE ROW LEVEL SECURITY;
ALTER TABLE host_rollups_1d FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON host_rollups_1d TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON host_rollups_1d TO portreeve_system USING (true) WITH CHECK (true);

CREATE TABLE dirty_host_buckets (
  organization_id uuid NOT NULL,
  host_id         uuid NOT NULL,
  hour            timestamptz NOT NULL,
  PRIMARY KEY (host_id, hour)
);
GRANT SELECT, INSERT ON dirty_host_buckets TO portreeve_app;
GRANT SELECT, DELETE ON dirty_host_buckets TO portreeve_system;
ALTER TABLE dirty_host_buckets ENABLE ROW LEVEL SECURITY;
ALTER TABLE dirty_host_buckets FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON dirty_host_buckets TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON dirty_host_buckets TO portreeve_system USING (true) WITH CHECK (true);

ALTER TABLE rollup_progress DROP CONSTRAINT rollup_progress_level_check;
ALTER TABLE rollup_progress ADD CONSTRAINT rollup_progress_level_check CHECK (level IN ('1m', '5m', '1h', '1d',
  'host_rollups_5m', 'host_rollups_1h', 'host_rollups_1d'));
