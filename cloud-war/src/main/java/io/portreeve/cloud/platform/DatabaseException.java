package io.portreeve.cloud.platform;

import java.sql.SQLException;

/** The database refused or could not be reached; nothing of the transaction is stored. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /** Whether a failure comes from the database, however deep JTA or JPA have wrapped it. */
    public static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseException || cause instanceof SQLException) {
                return true;
            }
        }
        return false;
    }
}
