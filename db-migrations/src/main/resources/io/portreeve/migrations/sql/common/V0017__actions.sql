-- What was asked of hosts, and what came of it; the row is the truth, and every message about it may come twice or never.
-- An action that ended stays as it ended; one that is unknown may still be told. The name and engine's id of the
-- container are kept as they were, since both may be another's later.
CREATE TABLE actions (
  organization_id    uuid NOT NULL,
  id                 uuid NOT NULL PRIMARY KEY,
  host_id            uuid NOT NULL,
  container_id       uuid NOT NULL,
  docker_id          text NOT NULL CHECK (docker_id ~ '^[0-9a-f]{64}$'),
  container_name     text NOT NULL,
  kind               text NOT NULL CHECK (length(kind) BETWEEN 1 AND 32),
  patience_seconds   integer NOT NULL DEFAULT 0 CHECK (patience_seconds BETWEEN 0 AND 3600),
  signal             text NOT NULL DEFAULT '',
  if_started_at      timestamptz,
  if_image_id        text NOT NULL DEFAULT '',
  requested_by       uuid NOT NULL,
  requested_by_name  text NOT NULL,
  idempotency_key    text NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 64),
  state              text NOT NULL CHECK (state IN ('requested', 'delivered', 'running', 'succeeded', 'failed',
                       'refused', 'expired', 'cancelled', 'unknown')),
  requested_at       timestamptz NOT NULL,
  expires_at         timestamptz NOT NULL,
  delivered_at       timestamptz,
  began_at           timestamptz,
  deadline_at        timestamptz,
  ended_at           timestamptz,
  rule               text NOT NULL DEFAULT '',
  answer             text NOT NULL DEFAULT '',
  condition_before   jsonb,
  condition_after    jsonb,
  UNIQUE (organization_id, requested_by, idempotency_key),
  FOREIGN KEY (organization_id, host_id) REFERENCES hosts (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, container_id) REFERENCES containers (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX actions_newest ON actions (organization_id, id);
CREATE INDEX actions_of_container ON actions (container_id, id);
CREATE INDEX actions_pending ON actions (host_id, id) WHERE state IN ('requested', 'delivered', 'running');
GRANT SELECT, INSERT, UPDATE ON actions TO portreeve_app;
GRANT SELECT ON actions TO portreeve_system;
ALTER TABLE actions ENABLE ROW LEVEL SECURITY;
ALTER TABLE actions FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON actions TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON actions FOR SELECT TO portreeve_system USING (true);
