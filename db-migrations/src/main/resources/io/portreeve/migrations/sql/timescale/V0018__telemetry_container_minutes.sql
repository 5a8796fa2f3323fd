-- What was measured, a row a container and batch, which is a minute at most, instead of a row a reading; see the plain
-- store's file. A compressed hypertable behind a barrier view, as the other metric tables are.
CREATE TABLE portreeve_hypertables.container_minutes (
  organization_id uuid NOT NULL,
  container_id    uuid NOT NULL,
  ts              timestamptz NOT NULL,
  body            bytea NOT NULL CHECK (octet_length(body) BETWEEN 2 AND 4096)
);
SELECT public.create_hypertable(
  'portreeve_hypertables.container_minutes', public.by_range('ts', interval '1 day'), create_default_indexes => false);
CREATE INDEX container_minutes_chart ON portreeve_hypertables.container_minutes (container_id, ts);
CREATE INDEX container_minutes_rollup ON portreeve_hypertables.container_minutes
  USING brin (ts) WITH (pages_per_range = 32);
ALTER TABLE portreeve_hypertables.container_minutes SET (
  timescaledb.compress, timescaledb.compress_segmentby = 'organization_id, container_id',
  timescaledb.compress_orderby = 'ts');
SELECT public.add_compression_policy('portreeve_hypertables.container_minutes', interval '1 day');

CREATE VIEW container_minutes WITH (security_barrier = true) AS
  SELECT * FROM portreeve_hypertables.container_minutes
  WHERE organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid)
  WITH CHECK OPTION;
GRANT SELECT, INSERT ON container_minutes TO portreeve_app;
CREATE VIEW portreeve_across.container_minutes AS SELECT * FROM portreeve_hypertables.container_minutes;
GRANT SELECT ON portreeve_across.container_minutes TO portreeve_system;

CREATE OR REPLACE FUNCTION drop_partitions(table_name text, before date) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = portreeve, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  dropped integer;
BEGIN
  IF table_name NOT IN ('container_minutes', 'container_samples', 'container_rollups_1m', 'container_rollups_5m') THEN
    RAISE EXCEPTION 'no partitioned table: %', table_name;
  END IF;
  SELECT count(*) INTO dropped FROM public.drop_chunks(
    format('portreeve_hypertables.%I', table_name)::regclass, before::timestamp AT TIME ZONE 'UTC');
  RETURN dropped;
END $$;
