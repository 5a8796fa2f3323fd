-- People, who exist once however many organizations they belong to, and their memberships. An organization sees a
-- person only through a membership of its own; signing in looks across all, as portreeve_system.
CREATE TABLE users (
  id            uuid PRIMARY KEY,
  email         text NOT NULL CHECK (length(email) BETWEEN 3 AND 320),
  display_name  text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 200),
  password_hash text NOT NULL,
  time_zone     text NOT NULL DEFAULT 'UTC',
  created_at    timestamptz NOT NULL
);
CREATE UNIQUE INDEX users_email ON users (lower(email));

CREATE TABLE memberships (
  organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  user_id         uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role            text NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
  created_at      timestamptz NOT NULL,
  PRIMARY KEY (organization_id, user_id)
);
CREATE INDEX memberships_user ON memberships (user_id);

GRANT SELECT (id, email, display_name, time_zone, created_at) ON users TO portreeve_app;
GRANT SELECT, INSERT ON users TO portreeve_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON memberships TO portreeve_app;
GRANT SELECT, INSERT ON memberships TO portreeve_system;

ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON memberships TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON memberships TO portreeve_system USING (true) WITH CHECK (true);

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE POLICY member ON users FOR SELECT TO portreeve_app, portreeve_owner
  USING (EXISTS (SELECT FROM memberships WHERE memberships.user_id = users.id));
CREATE POLICY across ON users TO portreeve_system USING (true) WITH CHECK (true);
