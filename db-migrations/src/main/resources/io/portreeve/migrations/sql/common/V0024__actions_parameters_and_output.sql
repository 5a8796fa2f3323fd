-- Kinds of actions that came later have parameters of their own, and some say something: what a command printed is kept
-- with its outcome, as much of it as the agent keeps.
ALTER TABLE actions
  ADD COLUMN parameters jsonb,
  ADD COLUMN output text CHECK (length(output) <= 65536),
  ADD COLUMN output_left_out bigint,
  ADD COLUMN exit_code integer;
