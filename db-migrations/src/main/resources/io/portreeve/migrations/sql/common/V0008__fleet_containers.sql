-- Every container that an agent has listed, by the engine's id; removed_at says since when it is gone.
CREATE TABLE containers (
  organization_id uuid NOT NULL,
  id              uuid NOT NULL PRIMARY KEY,
  host_id         uuid NOT NULL,
  docker_id       text NOT NULL CHECK (docker_id ~ '^[0-9a-f]{64}$'),
  name            text NOT NULL,
  image           text NOT NULL,
  image_id        text NOT NULL,
  state           text NOT NULL,
  health          text NOT NULL DEFAULT '',
  compose_project text NOT NULL DEFAULT '',
  compose_service text NOT NULL DEFAULT '',
  restart_count   integer NOT NULL DEFAULT 0,
  created_at      timestamptz NOT NULL,
  started_at      timestamptz,
  exit_code       integer,
  first_seen_at   timestamptz NOT NULL,
  last_seen_at    timestamptz NOT NULL,
  removed_at      timestamptz,
  UNIQUE (host_id, docker_id),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, host_id) REFERENCES hosts (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX containers_listed ON containers (organization_id, host_id, name) WHERE removed_at IS NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON containers TO portreeve_app;
ALTER TABLE containers ENABLE ROW LEVEL SECURITY;
ALTER TABLE containers FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON containers TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
