-- What is asked of a host as a whole, or of a compose project on it, has no container; container_name is then the
-- project's name or the host's. It is done in steps, each with what came of it.
ALTER TABLE actions
  ALTER COLUMN container_id DROP NOT NULL,
  ALTER COLUMN docker_id DROP NOT NULL,
  ADD COLUMN steps jsonb,
  ADD CONSTRAINT actions_container CHECK ((container_id IS NULL) = (docker_id IS NULL));
