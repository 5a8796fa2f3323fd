-- How many messages of an organization's agents were refused, by day and reason, so that it sees what it loses.
CREATE TABLE refusals (
  organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  day             date NOT NULL,
  code            text NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
  count           bigint NOT NULL CHECK (count > 0),
  last_at         timestamptz NOT NULL,
  PRIMARY KEY (organization_id, day, code)
);
GRANT SELECT, INSERT, UPDATE ON refusals TO portreeve_app;
GRANT SELECT, DELETE ON refusals TO portreeve_system;
ALTER TABLE refusals ENABLE ROW LEVEL SECURITY;
ALTER TABLE refusals FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON refusals TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON refusals TO portreeve_system USING (true) WITH CHECK (true);
