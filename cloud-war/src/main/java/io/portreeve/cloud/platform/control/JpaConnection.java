package io.portreeve.cloud.platform.control;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.sessions.UnitOfWork;

/**
 * The connection that JPA uses in the current transaction. {@code unwrap(Connection.class)} gives null until JPA has
 * used one, when it is told to join transactions from the start.
 */
public final class JpaConnection {
    private JpaConnection() {}

    public static Connection of(EntityManager entities) {
        UnitOfWorkImpl unit = (UnitOfWorkImpl) entities.unwrap(UnitOfWork.class);
        unit.beginEarlyTransaction();
        Accessor accessor = unit.getAccessor();
        accessor.incrementCallCount(unit.getParent());
        accessor.decrementCallCount();
        return accessor.getConnection();
    }
}
