package io.portreeve.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Asks the catalogue whether one organization could reach another's rows, and fails with every hole it finds. */
final class TenancyAssertion {
    private static final String TENANT_TABLES = """
            SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'portreeve' AND c.relkind IN ('r', 'p')
              AND (c.relname IN ('organizations', 'users') OR EXISTS (
                SELECT FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped))
            """;

    private static final List<String> RULES = List.of(
            "SELECT relname || ' lacks ENABLE ROW LEVEL SECURITY' FROM (" + TENANT_TABLES + ") t"
                    + " WHERE NOT relrowsecurity",
            "SELECT relname || ' lacks FORCE ROW LEVEL SECURITY' FROM (" + TENANT_TABLES + ") t"
                    + " WHERE NOT relforcerowsecurity",
            "SELECT relname || ' has no policy for portreeve_app' FROM (" + TENANT_TABLES + ") t"
                    + " WHERE NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.oid"
                    + " AND 'portreeve_app'::regrole = ANY (p.polroles))",
            "SELECT relname || ' has a policy that does not ask for the organization: ' || p.polname FROM ("
                    + TENANT_TABLES + ") t JOIN pg_policy p ON p.polrelid = t.oid"
                    + " WHERE (p.polroles = '{0}' OR 'portreeve_app'::regrole = ANY (p.polroles))"
                    + " AND relname <> 'users'"
                    + " AND coalesce(pg_get_expr(p.polqual, p.polrelid), '') NOT LIKE '%app.current_org_id%'",
            "SELECT n.nspname || '.' || c.relname || ' can be reached by ' || r.rolname"
                    + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,"
                    + " (VALUES ('portreeve_app'), ('portreeve_system')) r (rolname)"
                    + " WHERE (n.nspname IN ('portreeve_partitions', 'portreeve_hypertables')"
                    + " OR n.nspname LIKE '\\_timescaledb%' AND pg_get_userbyid(c.relowner) = 'portreeve_owner')"
                    + " AND c.relkind IN ('r', 'p', 'v', 'm')"
                    + " AND has_table_privilege(r.rolname, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')",
            "SELECT r.rolname || ' may use the schema ' || n.nspname"
                    + " FROM (VALUES ('portreeve_app'), ('portreeve_system')) r (rolname), pg_namespace n"
                    + " WHERE n.nspname IN ('portreeve_partitions', 'portreeve_hypertables')"
                    + " AND has_schema_privilege(r.rolname, n.oid, 'USAGE, CREATE')",
            "SELECT 'portreeve_app may use the schema portreeve_across' FROM pg_namespace n"
                    + " WHERE n.nspname = 'portreeve_across'"
                    + " AND has_schema_privilege('portreeve_app', n.oid, 'USAGE, CREATE')",
            "SELECT c.relname || ' is a view that is no barrier or checks no row' FROM pg_class c"
                    + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE n.nspname = 'portreeve' AND c.relkind = 'v'"
                    + " AND NOT coalesce(c.reloptions @> ARRAY['security_barrier=true', 'check_option=cascaded']"
                    + " AND pg_get_viewdef(c.oid) LIKE '%app.current_org_id%', false)",
            "SELECT rolname || ' may bypass row security' FROM pg_roles"
                    + " WHERE rolname IN ('portreeve_app', 'portreeve_system') AND (rolsuper OR rolbypassrls)",
            "SELECT r.rolname || ' is a member of portreeve_owner'"
                    + " FROM (VALUES ('portreeve_app'), ('portreeve_system')) r (rolname)"
                    + " WHERE pg_has_role(r.rolname, 'portreeve_owner', 'MEMBER')",
            "SELECT c.relname || ' is owned by ' || pg_get_userbyid(c.relowner) FROM pg_class c"
                    + " WHERE pg_get_userbyid(c.relowner) IN ('portreeve_app', 'portreeve_system')",
            "SELECT 'default privileges grant to ' || a.acl FROM pg_default_acl d, unnest(d.defaclacl::text[]) a (acl)"
                    + " WHERE a.acl LIKE 'portreeve_app=%' OR a.acl LIKE 'portreeve_system=%' OR a.acl LIKE '=%'",
            "SELECT c.relname || ' may be truncated by portreeve_app' FROM pg_class c"
                    + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE n.nspname = 'portreeve' AND c.relkind IN ('r', 'p', 'v')"
                    + " AND has_table_privilege('portreeve_app', c.oid, 'TRUNCATE')");

    private TenancyAssertion() {}

    static void check(Connection connection) throws SQLException {
        List<String> holes = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (String rule : RULES) {
                try (ResultSet rows = statement.executeQuery(rule)) {
                    while (rows.next()) {
                        holes.add(rows.getString(1));
                    }
                }
            }
        }
        if (!holes.isEmpty()) {
            throw new MigrationException("the database is open between organizations: " + String.join("; ", holes));
        }
    }
}
