-- What happened on hosts, and where something may be missing. The id is the moment in nanoseconds followed by a hash of
-- what happened to whom: it orders by time, and what is told twice has the same id and counts once. A plain table: a busy
-- host makes hundreds of rows a day of half a kilobyte each, so that deleting old rows (about 30 µs each, vacuum included)
-- costs less than every question asking each of a month of daily partitions; and organizations may come to keep theirs for
-- different times. No foreign key to containers: some are gone before an inventory knew them.
CREATE TABLE events (
  organization_id uuid NOT NULL,
  id              uuid NOT NULL,
  host_id         uuid NOT NULL,
  at              timestamptz NOT NULL,
  kind            text NOT NULL CHECK (length(kind) BETWEEN 1 AND 64),
  docker_id       text NOT NULL DEFAULT '' CHECK (docker_id ~ '^([0-9a-f]{64})?$'),
  name            text NOT NULL DEFAULT '',
  image           text NOT NULL DEFAULT '',
  compose_project text NOT NULL DEFAULT '',
  compose_service text NOT NULL DEFAULT '',
  exit_code       integer,
  attributes      jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, host_id) REFERENCES hosts (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX events_of_host ON events (host_id, id);
CREATE INDEX events_of_container ON events (host_id, docker_id, id);
GRANT SELECT, INSERT ON events TO portreeve_app;
GRANT SELECT, DELETE ON events TO portreeve_system;
ALTER TABLE events ENABLE ROW LEVEL SECURITY;
ALTER TABLE events FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON events TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON events TO portreeve_system USING (true) WITH CHECK (true);
