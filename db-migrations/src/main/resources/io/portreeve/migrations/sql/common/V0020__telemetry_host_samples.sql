-- What machines do, one row a minute: 60 times fewer rows than hosts have container samples, so that a plain table serves
-- both kinds of installation and a chart is read from it as it is. Without a foreign key to the agent: a host keeps its
-- history when it is enrolled anew. The narrow index over time is for deleting what is past.
CREATE TABLE host_samples (
  organization_id  uuid NOT NULL,
  host_id          uuid NOT NULL,
  ts               timestamptz NOT NULL,
  interval_millis  integer NOT NULL CHECK (interval_millis > 0),
  cpu_user         real,
  cpu_system       real,
  cpu_wait         real,
  cpu_stolen       real,
  load1            real,
  load5            real,
  load15           real,
  memory_total     bigint,
  memory_available bigint,
  swap_total       bigint,
  swap_free        bigint,
  disk_read        double precision,
  disk_written     double precision,
  network_received double precision,
  network_sent     double precision,
  uptime_seconds   bigint,
  file_systems     jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (host_id, ts),
  FOREIGN KEY (organization_id, host_id) REFERENCES hosts (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX host_samples_by_time ON host_samples USING brin (ts) WITH (pages_per_range = 32);
GRANT SELECT, INSERT ON host_samples TO portreeve_app;
GRANT SELECT, DELETE ON host_samples TO portreeve_system;
ALTER TABLE host_samples ENABLE ROW LEVEL SECURITY;
ALTER TABLE host_samples FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON host_samples TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON host_samples TO portreeve_system USING (true) WITH CHECK (true);
