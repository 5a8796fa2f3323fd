-- Whoever the service works for. Every tenant row names one, and sees no other.
CREATE TABLE organizations (
  id         uuid PRIMARY KEY,
  name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  created_at timestamptz NOT NULL
);
GRANT SELECT ON organizations TO portreeve_app;
GRANT SELECT, INSERT ON organizations TO portreeve_system;
ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organizations TO portreeve_app, portreeve_owner
  USING (id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON organizations TO portreeve_system USING (true) WITH CHECK (true);
