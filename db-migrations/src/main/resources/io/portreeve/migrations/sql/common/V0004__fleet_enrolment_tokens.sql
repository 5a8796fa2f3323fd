-- What lets a new agent in: shown once to a person, kept as a SHA-256 digest, good for a few uses and a short time.
CREATE TABLE enrolment_tokens (
  organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  id              uuid NOT NULL PRIMARY KEY,
  token_hash      bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  created_by      uuid,
  created_at      timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  uses_left       integer NOT NULL CHECK (uses_left >= 0),
  UNIQUE (organization_id, id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON enrolment_tokens TO portreeve_app;
GRANT SELECT, DELETE ON enrolment_tokens TO portreeve_system;
ALTER TABLE enrolment_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE enrolment_tokens FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON enrolment_tokens TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON enrolment_tokens TO portreeve_system USING (true) WITH CHECK (true);
