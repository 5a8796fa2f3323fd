-- How much an organization may use, where that differs from what every organization may: NULL, or no row, is the usual
-- quota. Operators change it; organizations may only look.
CREATE TABLE organization_quotas (
  organization_id    uuid PRIMARY KEY REFERENCES organizations (id) ON DELETE CASCADE,
  hosts              integer CHECK (hosts >= 0),
  containers         integer CHECK (containers >= 0),
  samples_per_minute integer CHECK (samples_per_minute >= 0)
);
GRANT SELECT ON organization_quotas TO portreeve_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON organization_quotas TO portreeve_system;
ALTER TABLE organization_quotas ENABLE ROW LEVEL SECURITY;
ALTER TABLE organization_quotas FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organization_quotas TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON organization_quotas TO portreeve_system USING (true) WITH CHECK (true);
