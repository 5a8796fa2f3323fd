-- NULL is the zone of the browser that the person looks from. Nobody could choose one so far: what stands there is the default.
ALTER TABLE users
  ALTER COLUMN time_zone DROP NOT NULL,
  ALTER COLUMN time_zone DROP DEFAULT,
  ALTER COLUMN time_zone TYPE text USING NULL::text;
