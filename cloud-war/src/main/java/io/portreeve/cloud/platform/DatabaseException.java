package io.portreeve.cloud.platform;

import java.sql.SQLException;

/** The database refused or could not be reached; nothing of the transaction is stored. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
