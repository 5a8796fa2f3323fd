-- How processor time and memory were spread in a bucket, for percentiles: mean, lowest and highest value do not tell whether
-- a peak was a moment or half of the time. A sketch of counts by powers of 1.02, as the application packs and merges it; not
-- in the rows of a minute, which has six readings and is kept shorter than those can be merged from.
ALTER TABLE container_rollups_5m ADD COLUMN sketches bytea;
ALTER TABLE container_rollups_1h ADD COLUMN sketches bytea;
ALTER TABLE container_rollups_1d ADD COLUMN sketches bytea;
