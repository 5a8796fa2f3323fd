-- The last number stored of each stream of an agent, moved in the transaction that stores the rows: what is sent twice
-- counts once. Half-empty pages keep every move a heap-only update.
CREATE TABLE agent_cursors (
  organization_id uuid NOT NULL,
  agent_id        uuid NOT NULL,
  stream          text NOT NULL CHECK (length(stream) <= 32),
  sequence        bigint NOT NULL,
  PRIMARY KEY (agent_id, stream),
  FOREIGN KEY (organization_id, agent_id) REFERENCES agents (organization_id, id) ON DELETE CASCADE
) WITH (fillfactor = 50);
GRANT SELECT, INSERT, UPDATE, DELETE ON agent_cursors TO portreeve_app;
ALTER TABLE agent_cursors ENABLE ROW LEVEL SECURITY;
ALTER TABLE agent_cursors FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON agent_cursors TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
