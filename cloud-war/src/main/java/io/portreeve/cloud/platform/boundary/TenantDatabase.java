package io.portreeve.cloud.platform.boundary;

import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.SqlWork;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.control.JpaConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.SQLException;

/** Database work on behalf of the organization in scope. */
@ApplicationScoped
public class TenantDatabase {
    @PersistenceContext(unitName = "portreeve")
    EntityManager entities;

    @Inject
    TenantScope scope;

    /**
     * Runs the work in the current transaction, or in one of its own; an exception rolls it back. The connection is the
     * one that JPA uses in the same transaction: do not close it, commit it or keep it.
     *
     * @throws IllegalStateException if no organization is in scope
     * @throws DatabaseException if the database refuses
     */
    @Transactional
    public <T> T transaction(SqlWork<T> work) {
        scope.required();
        try {
            return work.with(JpaConnection.of(entities));
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
