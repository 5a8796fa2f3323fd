-- What an agent costs its host and how it fares, as it last told: who runs hosts wants to see that the guest behaves.
ALTER TABLE agents
  ADD COLUMN figures_at            timestamptz,
  ADD COLUMN cpu_millis_per_minute bigint NOT NULL DEFAULT 0,
  ADD COLUMN resident_bytes        bigint NOT NULL DEFAULT 0,
  ADD COLUMN spool_bytes           bigint NOT NULL DEFAULT 0,
  ADD COLUMN spool_age_millis      bigint,
  ADD COLUMN spool_problem         text,
  ADD COLUMN log_bytes             bigint NOT NULL DEFAULT 0,
  ADD COLUMN reconnects            bigint NOT NULL DEFAULT 0,
  ADD COLUMN errors                bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN agents.figures_at IS 'when the figures were told; null if they never were';
COMMENT ON COLUMN agents.spool_age_millis IS 'age of the oldest record that waits; null if none does';
COMMENT ON COLUMN agents.spool_problem IS 'why the disk takes nothing; null while it does';
