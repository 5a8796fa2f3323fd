-- Whose logs an administrator wants kept or not, whatever the container's label says: by host and name, since a container that
-- is made anew keeps its name and nothing else. What is left to label and host again stays for a day, so that a node that
-- missed the change still finds it.
CREATE TABLE log_choices (
  organization_id uuid NOT NULL,
  host_id         uuid NOT NULL,
  container_name  text NOT NULL CHECK (octet_length(container_name) BETWEEN 1 AND 255),
  choice          text NOT NULL CHECK (choice IN ('keep', 'skip', 'default')),
  changed_at      timestamptz NOT NULL,
  PRIMARY KEY (host_id, container_name),
  FOREIGN KEY (organization_id, host_id) REFERENCES hosts (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX log_choices_changed_at ON log_choices (changed_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON log_choices TO portreeve_app;
GRANT SELECT (organization_id, host_id, changed_at) ON log_choices TO portreeve_system;
ALTER TABLE log_choices ENABLE ROW LEVEL SECURITY;
ALTER TABLE log_choices FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON log_choices TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON log_choices FOR SELECT TO portreeve_system USING (true);
