-- Hours of a container that received samples after they had been rolled up; the rollup timer takes them out again.
CREATE TABLE dirty_buckets (
  organization_id uuid NOT NULL,
  container_id    uuid NOT NULL,
  hour            timestamptz NOT NULL,
  PRIMARY KEY (container_id, hour)
);
GRANT SELECT, INSERT ON dirty_buckets TO portreeve_app;
GRANT SELECT, DELETE ON dirty_buckets TO portreeve_system;
ALTER TABLE dirty_buckets ENABLE ROW LEVEL SECURITY;
ALTER TABLE dirty_buckets FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON dirty_buckets TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON dirty_buckets TO portreeve_system USING (true) WITH CHECK (true);
