package io.portreeve.cloud.telemetry.control;

import java.sql.SQLException;
import java.util.List;
import org.postgresql.util.PSQLException;

/** What a failure says of the batches that met it. */
enum WriteFailure {
    /** One of them, perhaps, can never be stored. */
    BAD_DATA,
    /** Others hold rows of some of them. */
    LOCKED,
    /** Nothing can be stored at the moment, whatever it is. */
    AWAY,
    /** Something else; it may be about one of them. */
    OTHER;

    private static final String CHECK = "23514";
    private static final List<String> BAD = List.of("22", "23", "42501");
    private static final List<String> HELD = List.of("55P03", "40");
    private static final List<String> LOST = List.of("08", "53", "57", "58");

    static WriteFailure of(SQLException failure) {
        if (failure instanceof UnreachableException || isOneOf(LOST, failure)) {
            return AWAY;
        }
        if (isOneOf(HELD, failure)) {
            return LOCKED;
        }
        return isOneOf(BAD, failure) && !isWithoutPartition(failure) ? BAD_DATA : OTHER;
    }

    /** There is no room for the row yet; that is no fault of the row, and goes by. Says the same as a broken check, which has a name. */
    private static boolean isWithoutPartition(SQLException failure) {
        if (!CHECK.equals(failure.getSQLState())) {
            return false;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException told && told.getServerErrorMessage() != null) {
                return told.getServerErrorMessage().getConstraint() == null;
            }
        }
        return false;
    }

    private static boolean isOneOf(List<String> states, SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return states.stream().anyMatch(state::startsWith);
    }

    /** No connection could be had. */
    static final class UnreachableException extends SQLException {
        private static final long serialVersionUID = 1L;

        UnreachableException(SQLException cause) {
            super(cause.getMessage(), cause.getSQLState(), cause);
        }
    }
}
