-- Who did what, appended and never changed.
CREATE TABLE audit_log (
  organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  id              uuid NOT NULL PRIMARY KEY,
  at              timestamptz NOT NULL,
  actor_kind      text NOT NULL,
  actor_id        text NOT NULL,
  action          text NOT NULL,
  subject         text NOT NULL,
  detail          jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_log_newest ON audit_log (organization_id, at DESC);
GRANT SELECT, INSERT ON audit_log TO portreeve_app;
GRANT INSERT ON audit_log TO portreeve_system;
ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_log FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit_log TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON audit_log FOR INSERT TO portreeve_system WITH CHECK (true);
