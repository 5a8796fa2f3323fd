-- The names that the timers call; hypertables make their chunks themselves, and drop whole ones only.
CREATE FUNCTION make_partitions(until date) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 0';

CREATE FUNCTION drop_partitions(table_name text, before date) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = portreeve, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  dropped integer;
BEGIN
  IF table_name NOT IN ('container_samples', 'container_rollups_1m', 'container_rollups_5m') THEN
    RAISE EXCEPTION 'no partitioned table: %', table_name;
  END IF;
  SELECT count(*) INTO dropped FROM public.drop_chunks(
    format('portreeve_hypertables.%I', table_name)::regclass, before::timestamp AT TIME ZONE 'UTC');
  RETURN dropped;
END $$;

REVOKE ALL ON FUNCTION make_partitions(date), drop_partitions(text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_partitions(date), drop_partitions(text, date) TO portreeve_system;
