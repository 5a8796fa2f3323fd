-- How long an organization keeps what was measured, level by level, where it is not as long as all others. Partitions go
-- when the longest of these times is over; what others want rid of sooner is deleted, container by container, for which
-- the timer has to know the containers.
CREATE TABLE organization_retention (
  organization_id    uuid NOT NULL PRIMARY KEY REFERENCES organizations (id) ON DELETE CASCADE,
  samples_hours      integer NOT NULL CHECK (samples_hours BETWEEN 36 AND 168),
  minutes_hours      integer NOT NULL CHECK (minutes_hours BETWEEN 48 AND 744),
  five_minutes_hours integer NOT NULL CHECK (five_minutes_hours BETWEEN 72 AND 2160),
  hours_hours        integer NOT NULL CHECK (hours_hours BETWEEN 168 AND 17520),
  days_hours         integer NOT NULL CHECK (days_hours BETWEEN 744 AND 87600)
);
GRANT SELECT, INSERT, UPDATE ON organization_retention TO portreeve_app;
GRANT SELECT ON organization_retention TO portreeve_system;
ALTER TABLE organization_retention ENABLE ROW LEVEL SECURITY;
ALTER TABLE organization_retention FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organization_retention TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON organization_retention FOR SELECT TO portreeve_system USING (true);

GRANT SELECT (organization_id, id) ON containers TO portreeve_system;
CREATE POLICY across ON containers FOR SELECT TO portreeve_system USING (true);

GRANT DELETE ON container_minutes TO portreeve_system;
