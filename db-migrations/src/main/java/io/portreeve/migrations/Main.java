package io.portreeve.migrations;

import java.util.Map;

/** Migrates from the command line; everything comes from the environment, so that no password is in a process list. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        try {
            System.out.println(run(System.getenv()));
        } catch (MigrationException e) {
            System.err.println("portreeve-db-migrations: " + e.getMessage());
            System.exit(1);
        }
    }

    static String run(Map<String, String> environment) {
        MigrationConfig config = new MigrationConfig(
                required(environment, "PORTREEVE_DB_URL"),
                environment.getOrDefault("PORTREEVE_DB_ADMIN_USER", "postgres"),
                required(environment, "PORTREEVE_DB_ADMIN_PASSWORD"),
                required(environment, "PORTREEVE_DB_OWNER_PASSWORD"),
                required(environment, "PORTREEVE_DB_PASSWORD"),
                required(environment, "PORTREEVE_DB_SYSTEM_PASSWORD"));
        int executed = Migrations.migrate(config);
        return executed == 0 ? "The database is up to date." : executed + " migrations ran.";
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new MigrationException("the environment variable " + name + " is not set");
        }
        return value;
    }
}
