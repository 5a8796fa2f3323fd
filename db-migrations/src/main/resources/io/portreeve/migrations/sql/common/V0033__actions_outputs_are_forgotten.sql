-- What commands said may be secret and is large: it is let go of after a while, though that they ran is kept. The system
-- role does so for all organizations, and may change nothing else of an action.
GRANT UPDATE (output, output_left_out) ON actions TO portreeve_system;
CREATE POLICY forgotten ON actions FOR UPDATE TO portreeve_system USING (true) WITH CHECK (output IS NULL);
CREATE INDEX actions_with_output ON actions (ended_at) WHERE output IS NOT NULL;
