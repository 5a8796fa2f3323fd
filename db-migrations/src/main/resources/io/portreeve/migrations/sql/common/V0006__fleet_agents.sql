-- The identity of an agent: its public key, and the epoch that fences an older session of it.
CREATE TABLE agents (
  organization_id    uuid NOT NULL,
  id                 uuid NOT NULL PRIMARY KEY,
  host_id            uuid NOT NULL,
  enrolment_token_id uuid,
  public_key         bytea NOT NULL,
  version            text NOT NULL DEFAULT '',
  capabilities       text[] NOT NULL DEFAULT '{}',
  epoch              bigint NOT NULL DEFAULT 0,
  dropped_batches    bigint NOT NULL DEFAULT 0,
  enrolled_at        timestamptz NOT NULL,
  connected_at       timestamptz,
  last_seen_at       timestamptz,
  revoked_at         timestamptz,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, host_id) REFERENCES hosts (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, enrolment_token_id) REFERENCES enrolment_tokens (organization_id, id)
    ON DELETE SET NULL (enrolment_token_id)
) WITH (fillfactor = 80);
CREATE INDEX agents_host ON agents (organization_id, host_id);
CREATE INDEX agents_enrolment_token ON agents (organization_id, enrolment_token_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON agents TO portreeve_app;
GRANT SELECT, UPDATE (last_seen_at) ON agents TO portreeve_system;
ALTER TABLE agents ENABLE ROW LEVEL SECURITY;
ALTER TABLE agents FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON agents TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON agents TO portreeve_system USING (true) WITH CHECK (true);
