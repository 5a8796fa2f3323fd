-- What is measured beside the first nine values, packed into one column of each rollup and of the newest sample; see the
-- plain store's file. A column of a compressed hypertable is added without a check, and the views are made anew with it.
ALTER TABLE container_latest ADD COLUMN body bytea CHECK (octet_length(body) BETWEEN 2 AND 4096);

ALTER TABLE portreeve_hypertables.container_rollups_1m ADD COLUMN further bytea;
CREATE OR REPLACE VIEW container_rollups_1m WITH (security_barrier = true) AS
  SELECT * FROM portreeve_hypertables.container_rollups_1m
  WHERE organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid)
  WITH CHECK OPTION;
CREATE OR REPLACE VIEW portreeve_across.container_rollups_1m AS
  SELECT * FROM portreeve_hypertables.container_rollups_1m;

ALTER TABLE portreeve_hypertables.container_rollups_5m ADD COLUMN further bytea;
CREATE OR REPLACE VIEW container_rollups_5m WITH (security_barrier = true) AS
  SELECT * FROM portreeve_hypertables.container_rollups_5m
  WHERE organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid)
  WITH CHECK OPTION;
CREATE OR REPLACE VIEW portreeve_across.container_rollups_5m AS
  SELECT * FROM portreeve_hypertables.container_rollups_5m;

ALTER TABLE portreeve_hypertables.container_rollups_1h ADD COLUMN further bytea;
CREATE OR REPLACE VIEW container_rollups_1h WITH (security_barrier = true) AS
  SELECT * FROM portreeve_hypertables.container_rollups_1h
  WHERE organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid)
  WITH CHECK OPTION;
CREATE OR REPLACE VIEW portreeve_across.container_rollups_1h AS
  SELECT * FROM portreeve_hypertables.container_rollups_1h;

ALTER TABLE portreeve_hypertables.container_rollups_1d ADD COLUMN further bytea;
CREATE OR REPLACE VIEW container_rollups_1d WITH (security_barrier = true) AS
  SELECT * FROM portreeve_hypertables.container_rollups_1d
  WHERE organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid)
  WITH CHECK OPTION;
CREATE OR REPLACE VIEW portreeve_across.container_rollups_1d AS
  SELECT * FROM portreeve_hypertables.container_rollups_1d;
