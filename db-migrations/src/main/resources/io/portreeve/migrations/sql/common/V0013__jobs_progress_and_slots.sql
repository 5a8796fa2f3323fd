-- How far each rollup has come, and which slots of which timer have run: one node runs each slot. No organization's.
CREATE TABLE rollup_progress (
  level        text PRIMARY KEY CHECK (level IN ('1m', '5m')),
  rolled_up_to timestamptz NOT NULL
);
CREATE TABLE timer_slots (
  name   text NOT NULL,
  slot   timestamptz NOT NULL,
  node   text NOT NULL,
  ran_at timestamptz NOT NULL,
  PRIMARY KEY (name, slot)
);
GRANT SELECT, INSERT, UPDATE ON rollup_progress TO portreeve_system;
GRANT SELECT ON rollup_progress TO portreeve_app;
GRANT SELECT, INSERT, DELETE ON timer_slots TO portreeve_system;
