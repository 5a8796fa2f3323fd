-- What containers wrote, a row a stretch of lines of one container in bytes that only the application reads: compressed
-- there, so that the server does not try again, and searched there within a range of time. By days, of which whole ones are
-- dropped. No foreign key: what is left of a container that is gone goes with its day. Of each container the number of its
-- last line is kept in the transaction that stores the lines, so that a line that is told twice counts once.
CREATE TABLE log_chunks (
  organization_id uuid NOT NULL,
  container_id    uuid NOT NULL,
  ts              timestamptz NOT NULL,
  ts_last         timestamptz NOT NULL CHECK (ts_last >= ts),
  number          bigint NOT NULL,
  n               integer NOT NULL CHECK (n > 0),
  has_error       boolean NOT NULL,
  body            bytea NOT NULL
) PARTITION BY RANGE (ts);
ALTER TABLE log_chunks ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE INDEX log_chunks_read ON log_chunks (container_id, ts, number);
GRANT SELECT, INSERT ON log_chunks TO portreeve_app;
ALTER TABLE log_chunks ENABLE ROW LEVEL SECURITY;
ALTER TABLE log_chunks FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON log_chunks TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));

CREATE TABLE log_positions (
  organization_id uuid NOT NULL,
  container_id    uuid NOT NULL PRIMARY KEY,
  generation      bigint NOT NULL,
  number          bigint NOT NULL,
  FOREIGN KEY (organization_id, container_id) REFERENCES containers (organization_id, id) ON DELETE CASCADE
) WITH (fillfactor = 50);
GRANT SELECT, INSERT, UPDATE, DELETE ON log_positions TO portreeve_app;
ALTER TABLE log_positions ENABLE ROW LEVEL SECURITY;
ALTER TABLE log_positions FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON log_positions TO portreeve_app, portreeve_owner
  USING (organization_id = (SELECT nullif(current_setting('app.current_org_id', true), '')::uuid));

-- Days are days in UTC; plain partitions also where samples are in hypertables.
CREATE FUNCTION make_log_partitions(since date, until date) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = portreeve, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  day  date := since;
  made integer := 0;
BEGIN
  IF since < current_date - 366 OR until > current_date + 366 THEN
    RAISE EXCEPTION 'partitions are made within a year, not from % until %', since, until;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('portreeve.make_partitions'));
  WHILE day <= until LOOP
    IF to_regclass(format('portreeve_partitions.%I', 'log_chunks' || to_char(day, '_YYYYMMDD'))) IS NULL THEN
      EXECUTE format(
        'CREATE TABLE portreeve_partitions.%I PARTITION OF portreeve.log_chunks FOR VALUES FROM (%L) TO (%L)',
        'log_chunks' || to_char(day, '_YYYYMMDD'),
        day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
      made := made + 1;
    END IF;
    day := day + 1;
  END LOOP;
  RETURN made;
END $$;

CREATE FUNCTION drop_log_partitions(before date) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = portreeve, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  partition text;
  dropped   integer := 0;
BEGIN
  FOR partition IN
    SELECT child.relname FROM pg_inherits
      JOIN pg_class child ON child.oid = inhrelid
    WHERE inhparent = 'portreeve.log_chunks'::regclass
      AND CASE WHEN child.relname ~ '_[0-9]{8}$' THEN to_date(right(child.relname, 8), 'YYYYMMDD') < before ELSE false END
  LOOP
    EXECUTE format('DROP TABLE portreeve_partitions.%I', partition);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;

REVOKE ALL ON FUNCTION make_log_partitions(date, date), drop_log_partitions(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_log_partitions(date, date), drop_log_partitions(date) TO portreeve_system;

SELECT make_log_partitions(current_date - 2, current_date + 3);
