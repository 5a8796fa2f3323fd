-- How processor time and memory were spread in a bucket, for percentiles; see the plain store's file.
ALTER TABLE portreeve_hypertables.container_rollups_5m ADD COLUMN sketches bytea;
CREATE OR REPLACE VIEW container_rollups_5m WITH (security_barrier = true) AS
  SELECT * FROM portreeve_hypertables.container_rollups_5m
  WHERE organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid)
  WITH CHECK OPTION;
CREATE OR REPLACE VIEW portreeve_across.container_rollups_5m AS
  SELECT * FROM portreeve_hypertables.container_rollups_5m;

ALTER TABLE portreeve_hypertables.container_rollups_1h ADD COLUMN sketches bytea;
CREATE OR REPLACE VIEW container_rollups_1h WITH (security_barrier = true) AS
  SELECT * FROM portreeve_hypertables.container_rollups_1h
  WHERE organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid)
  WITH CHECK OPTION;
CREATE OR REPLACE VIEW portreeve_across.container_rollups_1h AS
  SELECT * FROM portreeve_hypertables.container_rollups_1h;

ALTER TABLE portreeve_hypertables.container_rollups_1d ADD COLUMN sketches bytea;
CREATE OR REPLACE VIEW container_rollups_1d WITH (security_barrier = true) AS
  SELECT * FROM portreeve_hypertables.container_rollups_1d
  WHERE organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid)
  WITH CHECK OPTION;
CREATE OR REPLACE VIEW portreeve_across.container_rollups_1d AS
  SELECT * FROM portreeve_hypertables.container_rollups_1d;
