-- Partitions live apart from the tables they belong to: row security of a parent does not cover a partition that is
-- read directly, so no runtime role may even look into this schema.
CREATE SCHEMA portreeve_partitions;
REVOKE ALL ON SCHEMA portreeve_partitions FROM PUBLIC;
GRANT USAGE ON SCHEMA portreeve TO portreeve_app, portreeve_system;

-- The organization of the present transaction; absent or empty means none, and then no row is visible. Policies do not
-- call this: the expression is written out in each, so that it is evaluated once a statement.
COMMENT ON SCHEMA portreeve IS 'Tenant rows are visible only where organization_id equals the setting app.current_org_id.';
