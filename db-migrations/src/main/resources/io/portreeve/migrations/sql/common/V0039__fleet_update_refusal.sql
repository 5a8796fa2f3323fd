-- Why an agent will not be replaced, as it last told, so that nobody has to ask in order to hear it; and what was last asked
-- of a host's agent in that way is found without reading all its actions.
ALTER TABLE agents ADD COLUMN update_refusal text;
COMMENT ON COLUMN agents.update_refusal IS 'the rule of the host''s owner that forbids replacing the agent; null where none does';
CREATE INDEX actions_updates_of_agents ON actions (host_id, id) WHERE kind = 'update-agent';
