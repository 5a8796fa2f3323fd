-- What was measured, a row a container and batch, which is a minute at most, instead of a row a reading: a third of the
-- bytes, a quarter of the work to write. The numbers are packed into body as the application writes and reads them, which
-- was cheaper by far than arrays that the server takes apart; its first byte is the number of readings, ts the moment of
-- the first. Rows from before stay in container_samples until their retention ends and are read beside these.
CREATE TABLE container_minutes (
  organization_id uuid NOT NULL,
  container_id    uuid NOT NULL,
  ts              timestamptz NOT NULL,
  body            bytea NOT NULL CHECK (octet_length(body) BETWEEN 2 AND 4096)
) PARTITION BY RANGE (ts);
CREATE INDEX container_minutes_chart ON container_minutes (container_id, ts);
CREATE INDEX container_minutes_rollup ON container_minutes USING brin (ts) WITH (pages_per_range = 32);
GRANT SELECT, INSERT ON container_minutes TO portreeve_app;
GRANT SELECT ON container_minutes TO portreeve_system;
ALTER TABLE container_minutes ENABLE ROW LEVEL SECURITY;
ALTER TABLE container_minutes FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON container_minutes TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));
CREATE POLICY across ON container_minutes TO portreeve_system USING (true) WITH CHECK (true);

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
  FOREACH parent IN ARRAY ARRAY['container_minutes', 'container_rollups_1m', 'container_rollups_5m'] LOOP
    day := current_date - 3;
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
  RETURN made;
END $$;

-- The date of a partition is asked of names that end in one only, in whatever order the conditions are evaluated.
CREATE OR REPLACE FUNCTION drop_partitions(table_name text, before date) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = portreeve, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  partition text;
  dropped   integer := 0;
BEGIN
  IF table_name NOT IN ('container_minutes', 'container_samples', 'container_rollups_1m', 'container_rollups_5m') THEN
    RAISE EXCEPTION 'no partitioned table: %', table_name;
  END IF;
  FOR partition IN
    SELECT child.relname FROM pg_inherits
      JOIN pg_class child ON child.oid = inhrelid
    WHERE inhparent = format('portreeve.%I', table_name)::regclass
      AND CASE WHEN child.relname ~ '_[0-9]{8}$' THEN to_date(right(child.relname, 8), 'YYYYMMDD') < before ELSE false END
  LOOP
    EXECUTE format('DROP TABLE portreeve_partitions.%I', partition);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;

SELECT make_partitions(current_date + 3);
