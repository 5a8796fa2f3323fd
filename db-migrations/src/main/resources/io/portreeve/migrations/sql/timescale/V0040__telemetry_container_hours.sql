-- Readings that are an hour old and more, a row a container and hour; see the plain store's file. They come deflated, so
-- that there is nothing left to compress.
CREATE TABLE portreeve_hypertables.container_hours (
  organization_id uuid NOT NULL,
  container_id    uuid NOT NULL,
  ts              timestamptz NOT NULL,
  body            bytea NOT NULL CHECK (octet_length(body) BETWEEN 2 AND 4194304),
  PRIMARY KEY (container_id, ts)
);
ALTER TABLE portreeve_hypertables.container_hours ALTER COLUMN body SET STORAGE EXTERNAL;
SELECT public.create_hypertable(
  'portreeve_hypertables.container_hours', public.by_range('ts', interval '1 day'), create_default_indexes => false);
CREATE VIEW container_hours WITH (security_barrier = true) AS
  SELECT * FROM portreeve_hypertables.container_hours
  WHERE organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid)
  WITH CHECK OPTION;
GRANT SELECT ON container_hours TO portreeve_app;
CREATE VIEW portreeve_across.container_hours AS SELECT * FROM portreeve_hypertables.container_hours;
GRANT SELECT, INSERT, UPDATE, DELETE ON portreeve_across.container_hours TO portreeve_system;

-- A mark that is there already is locked by who writes late readings, until they are committed, and not taken meanwhile.
GRANT UPDATE (hour) ON dirty_buckets TO portreeve_app, portreeve_system;

ALTER TABLE rollup_progress DROP CONSTRAINT rollup_progress_level_check;
ALTER TABLE rollup_progress ADD CONSTRAINT rollup_progress_level_check
  CHECK (level IN ('1m', '5m', '1h', '1d', 'hours', 'host_rollups_5m',
    'host_rollups_1h', 'host_rollups_1d'));

CREATE OR REPLACE FUNCTION drop_partitions(table_name text, before date) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = portreeve, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  dropped integer;
BEGIN
  IF table_name NOT IN ('container_minutes', 'container_samples', 'container_hours', 'container_rollups_1m',
    'container_rollups_5m', 'container_rollups_1h', 'container_rollups_1d') THEN
    RAISE EXCEPTION 'no partitioned table: %', table_name;
  END IF;
  SELECT count(*) INTO dropped FROM public.drop_chunks(
    format('portreeve_hypertables.%I', table_name)::regclass, before::timestamp AT TIME ZONE 'UTC');
  RETURN dropped;
END $$;
