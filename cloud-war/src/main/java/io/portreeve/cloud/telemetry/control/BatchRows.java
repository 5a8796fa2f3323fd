package io.portreeve.cloud.telemetry.control;

import io.portreeve.contract.message.Stream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** What one organization's batches of one stream become in the database. */
sealed interface BatchRows permits SampleRows, MachineRows {
    /** For batches of metrics or of hosts' metrics. */
    static BatchRows of(Stream stream) {
        return stream == Stream.HOST_METRICS ? new MachineRows() : new SampleRows();
    }

    /** Their text up to the statement that moves the cursors, which follows at once. */
    static String leadOf(Stream stream) {
        return stream == Stream.HOST_METRICS ? MachineRows.LEAD : SampleRows.LEAD;
    }

    void add(PendingBatch batch);

    boolean isEmpty();

    /** Sets the parameters of the lead, from that one on; gives the one after. */
    int bind(PreparedStatement statement, int first, UUID organization) throws SQLException;

    /** Writes them by themselves, in the organization's scope. */
    void write(Connection connection, UUID organization) throws SQLException;

    /** Whether rollups may have passed some of them, if those from before the moment may be. */
    boolean anyBefore(Instant late);

    /** Marks what rollups may have passed, in the organization's scope. */
    void markLate(Connection connection, UUID organization, Instant late) throws SQLException;
}
