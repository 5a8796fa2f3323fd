-- Readings that are an hour old and more, a row a container and hour: packed and deflated by the application, they take a
-- fraction of what they take by the minute, and a chart of a day reads 24 rows. So nothing is rolled up to minutes any
-- longer: a chart of minutes gathers readings. What stands in container_rollups_1m is read until its retention ends.
CREATE TABLE container_hours (
  organization_id uuid NOT NULL,
  container_id    uuid NOT NULL,
  ts              timestamptz NOT NULL,
  body            bytea NOT NULL CHECK (octet_length(body) BETWEEN 2 AND 4194304),
  PRIMARY KEY (container_id, ts)
) PARTITION BY RANGE (ts);
ALTER TABLE container_hours ALTER COLUMN body SET STORAGE EXTERNAL;
GRANT SELECT ON container_hours TO portreeve_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON container_hours TO portreeve_system;
ALTER TABLE container_hours ENABLE ROW LEVEL SECURITY;
ALTER TABLE container_hours FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON container_hours TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON container_hours TO portreeve_system USING (true) WITH CHECK (true);

-- A mark that is there already is locked by who writes late readings, until they are committed, and not taken meanwhile.
GRANT UPDATE (hour) ON dirty_buckets TO portreeve_app, portreeve_system;

ALTER TABLE rollup_progress DROP CONSTRAINT rollup_progress_level_check;
ALTER TABLE rollup_progress ADD CONSTRAINT rollup_progress_level_check
  CHECK (level IN ('1m', '5m', '1h', '1d', 'hours', 'host_rollups_5m',
    'host_rollups_1h', 'host_rollups_1d'));

CREATE OR REPLACE FUNCTION make_partitions(until date) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = portreeve, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  parent text;
  day    date;
  made   integer := 0;
BEGIN
  IF until > current_date + 366 THEN
    RAISE EXCEPTION 'partitions are made at most a year ahead, not until %', until;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('portreeve.make_partitions'));
  FOREACH parent IN ARRAY ARRAY['container_minutes', 'container_hours', 'container_rollups_5m'] LOOP
    day := current_date - CASE WHEN parent = 'container_minutes' THEN 2 ELSE 3 END;
    WHILE day <= until LOOP
      IF to_regclass(format('portreeve_partitions.%I', parent || to_char(day, '_YYYYMMDD'))) IS NULL THEN
        EXECUTE format(
          'CREATE TABLE portreeve_partitions.%I PARTITION OF portreeve.%I FOR VALUES FROM (%L) TO (%L)',
          parent || to_char(day, '_YYYYMMDD'), parent,
          day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
        made := made + 1;
      END IF;
      day := day + 1;
    END LOOP;
  END LOOP;
  FOREACH parent IN ARRAY ARRAY['container_rollups_1h', 'container_rollups_1d'] LOOP
    day := date_trunc('month', current_date - 31);
    WHILE day <= until LOOP
      IF to_regclass(format('portreeve_partitions.%I', parent || to_char(day, '_YYYYMMDD'))) IS NULL THEN
        EXECUTE format(
          'CREATE TABLE portreeve_partitions.%I PARTITION OF portreeve.%I FOR VALUES FROM (%L) TO (%L)',
          parent || to_char(day, '_YYYYMMDD'), parent,
          day::timestamp AT TIME ZONE 'UTC', (day + interval '1 month') AT TIME ZONE 'UTC');
        made := made + 1;
      END IF;
      day := day + interval '1 month';
    END LOOP;
  END LOOP;
  RETURN made;
END $$;

-- The date of a partition is asked of names that end in one only, in whatever order the conditions are evaluated.
CREATE OR REPLACE FUNCTION drop_partitions(table_name text, before date) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = portreeve, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  partition text;
  width     interval := CASE WHEN table_name ~ '_1[hd]$' THEN interval '1 month' ELSE interval '1 day' END;
  dropped   integer := 0;
BEGIN
  IF table_name NOT IN ('container_minutes', 'container_samples', 'container_hours', 'container_rollups_1m',
    'container_rollups_5m', 'container_rollups_1h', 'container_rollups_1d') THEN
    RAISE EXCEPTION 'no partitioned table: %', table_name;
  END IF;
  FOR partition IN
    SELECT child.relname FROM pg_inherits
      JOIN pg_class child ON child.oid = inhrelid
    WHERE inhparent = format('portreeve.%I', table_name)::regclass
      AND CASE WHEN child.relname ~ '_[0-9]{8}$'
        THEN to_date(right(child.relname, 8), 'YYYYMMDD') + width <= before ELSE false END
  LOOP
    EXECUTE format('DROP TABLE portreeve_partitions.%I', partition);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;

SELECT make_partitions(current_date + 3);

-- Minutes of days before are packed, too.
DO $$
DECLARE
  name text;
  day  date;
BEGIN
  FOR name IN
    SELECT replace(child.relname, 'container_minutes', 'container_hours') FROM pg_inherits
      JOIN pg_class child ON child.oid = inhrelid
    WHERE inhparent = 'portreeve.container_minutes'::regclass AND child.relname ~ '^container_minutes_[0-9]{8}$'
  LOOP
    IF to_regclass('portreeve_partitions.' || name) IS NULL THEN
      day := to_date(right(name, 8), 'YYYYMMDD');
      EXECUTE format('CREATE TABLE portreeve_partitions.%I PARTITION OF portreeve.container_hours FOR VALUES FROM (%L) TO (%L)',
        name, day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
    END IF;
  END LOOP;
END $$;
