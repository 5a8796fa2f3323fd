-- The machines that run a Docker Engine, as their agents last described them.
CREATE TABLE hosts (
  organization_id   uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  id                uuid NOT NULL PRIMARY KEY,
  name              text NOT NULL CHECK (length(name) BETWEEN 1 AND 1024),
  hostname          text NOT NULL DEFAULT '',
  operating_system  text NOT NULL DEFAULT '',
  kernel            text NOT NULL DEFAULT '',
  architecture      text NOT NULL DEFAULT '',
  cpus              integer NOT NULL DEFAULT 0,
  memory_bytes      bigint NOT NULL DEFAULT 0,
  engine_version    text NOT NULL DEFAULT '',
  cgroup_version    integer NOT NULL DEFAULT 0,
  clock_skew_millis bigint NOT NULL DEFAULT 0,
  engine_problem    text,
  created_at        timestamptz NOT NULL,
  last_seen_at      timestamptz,
  UNIQUE (organization_id, id)
) WITH (fillfactor = 80);
GRANT SELECT, INSERT, UPDATE, DELETE ON hosts TO portreeve_app;
GRANT SELECT, UPDATE (last_seen_at) ON hosts TO portreeve_system;
ALTER TABLE hosts ENABLE ROW LEVEL SECURITY;
ALTER TABLE hosts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hosts TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON hosts TO portreeve_system USING (true) WITH CHECK (true);
