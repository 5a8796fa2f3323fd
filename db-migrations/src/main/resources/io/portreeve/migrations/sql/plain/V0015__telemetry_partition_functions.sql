-- The runtime roles own nothing, so they cannot make or drop partitions; these functions do it for the timer, as their
-- owner. Days are days in UTC.
CREATE FUNCTION make_partitions(until date) RETURNS integer
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
  FOREACH parent IN ARRAY ARRAY['container_samples', 'container_rollups_1m', 'container_rollups_5m'] LOOP
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

CREATE FUNCTION drop_partitions(table_name text, before date) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = portreeve, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  partition text;
  dropped   integer := 0;
BEGIN
  IF table_name NOT IN ('container_samples', 'container_rollups_1m', 'container_rollups_5m') THEN
    RAISE EXCEPTION 'no partitioned table: %', table_name;
  END IF;
  FOR partition IN
    SELECT child.relname FROM pg_inherits
      JOIN pg_class child ON child.oid = inhrelid
    WHERE inhparent = format('portreeve.%I', table_name)::regclass
      AND to_date(right(child.relname, 8), 'YYYYMMDD') < before
  LOOP
    EXECUTE format('DROP TABLE portreeve_partitions.%I', partition);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;

REVOKE ALL ON FUNCTION make_partitions(date), drop_partitions(text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_partitions(date), drop_partitions(text, date) TO portreeve_system;

SELECT make_partitions(current_date + 3);
