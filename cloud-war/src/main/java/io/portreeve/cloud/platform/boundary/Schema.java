package io.portreeve.cloud.platform.boundary;

import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.control.SchemaStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Whether there is a database to work with. */
@ApplicationScoped
public class Schema {
    @Inject
    SystemDatabase database;

    private final SchemaStore schema = new SchemaStore();

    /**
     * Whether the migrations have been run.
     *
     * @throws DatabaseException if the database does not answer
     */
    public boolean migrated() {
        return database.transaction(schema::exists);
    }
}
