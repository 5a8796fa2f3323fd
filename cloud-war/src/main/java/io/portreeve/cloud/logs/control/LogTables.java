package io.portreeve.cloud.logs.control;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.logs.LogEntry;
import io.portreeve.cloud.logs.LogFilter;
import io.portreeve.cloud.logs.LogPage;
import io.portreeve.cloud.logs.NewLines;
import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.contract.log.ContainerLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Lines in tables of their own beside everything else. */
@ApplicationScoped
public class LogTables implements LogStore {
    private static final String CANCELED = "57014";
    private static final int MOST_TOLD = 200;
    private static final int MOST_CHARACTERS_TOLD = 64 * 1_024;

    private final ChunkRows rows = new ChunkRows();
    private final TenantDatabase database;

    @Inject
    public LogTables(TenantDatabase database) {
        this.database = database;
    }

    /** For the proxy. */
    protected LogTables() {
        this(null);
    }

    @Override
    public Set<String> unknown(AuthenticatedAgent agent, List<ContainerLog> logs) {
        Set<String> ids = logs.stream().map(ContainerLog::dockerId).collect(Collectors.toSet());
        ids.removeAll(database.transaction(connection -> rows.containers(connection, agent.host(), logs))
                .keySet());
        return ids;
    }

    @Override
    public List<NewLines> append(AuthenticatedAgent agent, List<ContainerLog> logs) {
        return database.transaction(connection -> append(connection, agent, logs));
    }

    List<NewLines> append(Connection connection, AuthenticatedAgent agent, List<ContainerLog> logs)
            throws SQLException {
        Map<String, ContainerId> ids = rows.containers(connection, agent.host(), logs);
        Map<ContainerId, ChunkRows.Position> known = rows.positions(connection, ids.values());
        List<ChunkRows.Row> stored = new ArrayList<>();
        List<NewLines> news = new ArrayList<>();
        for (ContainerLog log : logs) {
            ContainerId container = ids.get(log.dockerId());
            long beyond = beyond(log, known.get(container));
            List<LogChunk> chunks = LogChunk.of(log, beyond);
            chunks.forEach(chunk -> stored.add(new ChunkRows.Row(container, chunk)));
            if (!chunks.isEmpty()) {
                news.add(told(agent.organization(), container, chunks));
            }
        }
        rows.insert(connection, agent.organization(), stored);
        rows.move(connection, agent.organization(), ids, logs);
        return news;
    }

    @Override
    public LogPage search(LogFilter filter) {
        try {
            return database.transaction(connection -> {
                limit(connection);
                return new LogSearch(filter).run(connection);
            });
        } catch (DatabaseException e) {
            if (e.getCause() instanceof SQLException cause && CANCELED.equals(cause.getSQLState())) {
                throw new ProblemException(
                        ProblemCode.REQUEST_INVALID, "This takes too long; ask for a shorter span of time.");
            }
            throw e;
        }
    }

    private static void limit(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT set_config('statement_timeout', '15s', true)")) {
            statement.execute();
        }
    }

    /** The number up to which everything was told before. */
    private static long beyond(ContainerLog log, ChunkRows.Position known) {
        if (known == null || log.generation() > known.generation()) {
            return -1;
        }
        return log.generation() == known.generation() ? known.number() : Long.MAX_VALUE;
    }

    private static NewLines told(OrganizationId organization, ContainerId container, List<LogChunk> chunks) {
        List<LogEntry> entries = new ArrayList<>();
        chunks.forEach(chunk -> entries.addAll(chunk.entries(chunk.first())));
        int first = entries.size();
        int characters = 0;
        while (first > 0 && entries.size() - first < MOST_TOLD && characters < MOST_CHARACTERS_TOLD) {
            characters += entries.get(--first).text().length();
        }
        return new NewLines(organization, container, entries.subList(first, entries.size()), first > 0);
    }
}
