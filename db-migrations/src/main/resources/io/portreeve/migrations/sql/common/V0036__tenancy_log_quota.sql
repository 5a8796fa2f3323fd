-- How many bytes of logs an organization may send a day, and how many it sent: in several rows a day, since each batch of
-- each agent adds to one of them.
ALTER TABLE organization_quotas ADD COLUMN log_bytes_per_day bigint CHECK (log_bytes_per_day >= 0);

CREATE TABLE log_usage (
  organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  day             date NOT NULL,
  part            smallint NOT NULL CHECK (part BETWEEN 0 AND 15),
  bytes           bigint NOT NULL CHECK (bytes >= 0),
  PRIMARY KEY (organization_id, day, part)
) WITH (fillfactor = 50);
GRANT SELECT, INSERT, UPDATE ON log_usage TO portreeve_app;
GRANT SELECT, DELETE ON log_usage TO portreeve_system;
ALTER TABLE log_usage ENABLE ROW LEVEL SECURITY;
ALTER TABLE log_usage FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON log_usage TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON log_usage TO portreeve_system USING (true) WITH CHECK (true);
