-- Means, lowest and highest values over an hour and over a day, as compressed hypertables behind views.
CREATE TABLE portreeve_hypertables.container_rollups_1h (
  LIKE portreeve_hypertables.container_rollups_5m INCLUDING CONSTRAINTS,
  PRIMARY KEY (container_id, ts)
);
SELECT public.create_hypertable(
  'portreeve_hypertables.container_rollups_1h', public.by_range('ts', interval '30 days'), create_default_indexes => false);
CREATE INDEX container_rollups_1h_rollup ON portreeve_hypertables.container_rollups_1h
  USING brin (ts) WITH (pages_per_range = 32);
ALTER TABLE portreeve_hypertables.container_rollups_1h SET (
  timescaledb.compress, timescaledb.compress_segmentby = 'organization_id, container_id',
  timescaledb.compress_orderby = 'ts');
SELECT public.add_compression_policy('portreeve_hypertables.container_rollups_1h', interval '32 days');
CREATE VIEW container_rollups_1h WITH (security_barrier = true) AS
  SELECT * FROM portreeve_hypertables.container_rollups_1h
  WHERE organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid)
  WITH CHECK OPTION;
GRANT SELECT ON container_rollups_1h TO portreeve_app;
CREATE VIEW portreeve_across.container_rollups_1h AS SELECT * FROM portreeve_hypertables.container_rollups_1h;
GRANT SELECT, INSERT, UPDATE, DELETE ON portreeve_across.container_rollups_1h TO portreeve_system;

CREATE TABLE portreeve_hypertables.container_rollups_1d (
  LIKE portreeve_hypertables.container_rollups_5m INCLUDING CONSTRAINTS,
  PRIMARY KEY (container_id, ts)
);
SELECT public.create_hypertable(
  'portreeve_hypertables.container_rollups_1d', public.by_range('ts', interval '30 days'), create_default_indexes => false);
CREATE INDEX container_rollups_1d_rollup ON portreeve_hypertables.container_rollups_1d
  USING brin (ts) WITH (pages_per_range = 32);
ALTER TABLE portreeve_hypertables.container_rollups_1d SET (
  timescaledb.compress, timescaledb.compress_segmentby = 'organization_id, container_id',
  timescaledb.compress_orderby = 'ts');
SELECT public.add_compression_policy('portreeve_hypertables.container_rollups_1d', interval '32 days');
CREATE VIEW container_rollups_1d WITH (security_barrier = true) AS
  SELECT * FROM portreeve_hypertables.container_rollups_1d
  WHERE organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid)
  WITH CHECK OPTION;
GRANT SELECT ON container_rollups_1d TO portreeve_app;
CREATE VIEW portreeve_across.container_rollups_1d AS SELECT * FROM portreeve_hypertables.container_rollups_1d;
GRANT SELECT, INSERT, UPDATE, DELETE ON portreeve_across.container_rollups_1d TO portreeve_system;

ALTER TABLE rollup_progress DROP CONSTRAINT rollup_progress_level_check;
ALTER TABLE rollup_progress ADD CONSTRAINT rollup_progress_level_check CHECK (level IN ('1m', '5m', '1h', '1d'));

CREATE OR REPLACE FUNCTION drop_partitions(table_name text, before date) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = portreeve, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  dropped integer;
BEGIN
  IF table_name NOT IN ('container_minutes', 'container_samples', 'container_rollups_1m', 'container_rollups_5m',
    'container_rollups_1h', 'container_rollups_1d') THEN
    RAISE EXCEPTION 'no partitioned table: %', table_name;
  END IF;
  SELECT count(*) INTO dropped FROM public.drop_chunks(
    format('portreeve_hypertables.%I', table_name)::regclass, before::timestamp AT TIME ZONE 'UTC');
  RETURN dropped;
END $$;
