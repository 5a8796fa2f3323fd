-- What is measured beside the first nine values. Each of those has columns of its own, three in a rollup; as many again for
-- twice as many values would have made most of a row, though they are mostly zero or unknown. So the further ones of a
-- rollup are packed into one column, as the application writes and reads them, and so are all values of the newest sample.
-- A check on the rollups would have each of their rows read while nobody else may, so there is none.
-- The columns of that stay for nodes that still write them, and are read where there is no body.
ALTER TABLE container_latest ADD COLUMN body bytea CHECK (octet_length(body) BETWEEN 2 AND 4096);
ALTER TABLE container_rollups_1m ADD COLUMN further bytea;
ALTER TABLE container_rollups_5m ADD COLUMN further bytea;
ALTER TABLE container_rollups_1h ADD COLUMN further bytea;
ALTER TABLE container_rollups_1d ADD COLUMN further bytea;
