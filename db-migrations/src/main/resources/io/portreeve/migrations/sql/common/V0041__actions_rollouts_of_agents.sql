-- A release that is given to many agents of an organization, a few first: what it was asked to do and how it ended stands
-- here, so that it goes on after any node was restarted. One at a time in an organization, and the newest fifty are kept.
CREATE TABLE agent_rollouts (
  organization_id   uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  id                uuid NOT NULL PRIMARY KEY,
  version           text NOT NULL CHECK (length(version) BETWEEN 1 AND 100),
  release           text NOT NULL CHECK (length(release) BETWEEN 1 AND 4096),
  first_hosts       integer NOT NULL CHECK (first_hosts BETWEEN 1 AND 100),
  wave_hosts        integer NOT NULL CHECK (wave_hosts BETWEEN 1 AND 100),
  state             text NOT NULL CHECK (state IN ('running', 'finished', 'stopped', 'cancelled')),
  reason            text NOT NULL DEFAULT '',
  requested_by      uuid NOT NULL,
  requested_by_name text NOT NULL,
  requested_at      timestamptz NOT NULL,
  ended_at          timestamptz,
  UNIQUE (organization_id, id),
  CHECK ((state = 'running') = (ended_at IS NULL))
);
CREATE UNIQUE INDEX agent_rollouts_running ON agent_rollouts (organization_id) WHERE state = 'running';
GRANT SELECT, INSERT, UPDATE, DELETE ON agent_rollouts TO portreeve_app;
GRANT SELECT (organization_id, id, state) ON agent_rollouts TO portreeve_system;
ALTER TABLE agent_rollouts ENABLE ROW LEVEL SECURITY;
ALTER TABLE agent_rollouts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON agent_rollouts TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON agent_rollouts FOR SELECT TO portreeve_system USING (true);

CREATE TABLE agent_rollout_hosts (
  organization_id uuid NOT NULL,
  rollout_id      uuid NOT NULL,
  host_id         uuid NOT NULL,
  place           integer NOT NULL CHECK (place >= 0),
  action_id       uuid,
  left_out        text,
  PRIMARY KEY (rollout_id, host_id),
  FOREIGN KEY (organization_id, rollout_id) REFERENCES agent_rollouts (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, host_id) REFERENCES hosts (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX agent_rollout_hosts_of_host ON agent_rollout_hosts (host_id);
COMMENT ON COLUMN agent_rollout_hosts.action_id IS 'by which it was asked; null before. How it stands is how that action stands';
COMMENT ON COLUMN agent_rollout_hosts.left_out IS 'why it is not asked; null unless it is left out';
GRANT SELECT, INSERT, UPDATE ON agent_rollout_hosts TO portreeve_app;
ALTER TABLE agent_rollout_hosts ENABLE ROW LEVEL SECURITY;
ALTER TABLE agent_rollout_hosts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON agent_rollout_hosts TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
