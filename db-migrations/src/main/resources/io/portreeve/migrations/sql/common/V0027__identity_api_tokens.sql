-- What lets programs read for long, such as a monitoring system: shown once to a person, kept as a SHA-256 digest. A token
-- belongs to a membership and ends with it.
CREATE TABLE api_tokens (
  organization_id uuid NOT NULL,
  id              uuid NOT NULL PRIMARY KEY,
  user_id         uuid NOT NULL,
  name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  scope           text NOT NULL CHECK (scope IN ('read')),
  token_hash      bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  created_at      timestamptz NOT NULL,
  last_used_at    timestamptz,
  FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id) ON DELETE CASCADE
) WITH (fillfactor = 80);
CREATE INDEX api_tokens_of_membership ON api_tokens (organization_id, user_id);
GRANT SELECT, INSERT, DELETE ON api_tokens TO portreeve_app;
GRANT SELECT, UPDATE (last_used_at) ON api_tokens TO portreeve_system;
ALTER TABLE api_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_tokens FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON api_tokens TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON api_tokens TO portreeve_system USING (true) WITH CHECK (true);
