-- What has gone through each network interface of a host and of its containers, as its agent last told: one row a host, since
-- a row a container and minute would double what is written, and counters that only rise lose nothing by being replaced. The
-- reading before stays beside the newest, from which rates are told. Moments of reading are by the agent's clock, of which
-- only the difference counts.
CREATE TABLE network_interfaces (
  organization_id     uuid NOT NULL,
  host_id             uuid NOT NULL PRIMARY KEY,
  told_at             timestamptz NOT NULL,
  read_millis         bigint NOT NULL,
  body                bytea NOT NULL,
  earlier_read_millis bigint,
  earlier_body        bytea,
  FOREIGN KEY (organization_id, host_id) REFERENCES hosts (organization_id, id) ON DELETE CASCADE
) WITH (fillfactor = 50);
COMMENT ON COLUMN network_interfaces.body IS 'packed by the application';
COMMENT ON COLUMN network_interfaces.earlier_body IS 'what body was before; null until there is another';
GRANT SELECT, INSERT, UPDATE ON network_interfaces TO portreeve_app;
ALTER TABLE network_interfaces ENABLE ROW LEVEL SECURITY;
ALTER TABLE network_interfaces FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON network_interfaces TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
