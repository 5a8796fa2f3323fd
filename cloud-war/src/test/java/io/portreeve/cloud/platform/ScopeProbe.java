package io.portreeve.cloud.platform;

import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.cloud.tenancy.Organization;
import io.portreeve.cloud.tenancy.boundary.Organizations;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Deployed with the WAR: sixteen threads over four connections look at two organizations, through JPA and beside it, and
 * answer with what they saw that they should not have. Its path is among those that need no sign-in.
 */
@WebServlet(ScopeProbe.PATH)
@DataSourceDefinition(
        name = "java:app/jdbc/four-connections",
        className = "org.postgresql.ds.PGSimpleDataSource",
        url = "${MPCONFIG=portreeve.db.url:}",
        user = "portreeve_app",
        password = "${MPCONFIG=portreeve.db.password:}",
        initialPoolSize = 0,
        minPoolSize = 0,
        maxPoolSize = 4)
public class ScopeProbe extends HttpServlet {
    static final String PATH = "/jakarta.faces.resource/scope-probe";

    private static final long serialVersionUID = 1L;
    private static final int THREADS = 16;
    private static final int LOOKS = 60;

    @Inject
    private transient TenantScope scope;

    @Inject
    private transient TenantDatabase database;

    @Inject
    private transient SystemDatabase system;

    @Inject
    private transient Organizations organizations;

    @Resource
    private transient ManagedExecutorService executor;

    private final AtomicInteger looks = new AtomicInteger();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<OrganizationId> both = List.of(
                new OrganizationId(UUID.fromString(request.getParameter("one"))),
                new OrganizationId(UUID.fromString(request.getParameter("other"))));
        List<Callable<List<String>>> threads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(thread);
            threads.add(() -> look(both, random));
        }
        List<String> leaks = new ArrayList<>();
        try {
            for (Future<List<String>> thread : executor.invokeAll(threads)) {
                leaks.addAll(thread.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            leaks.add("failed: " + e.getCause());
        }
        response.setContentType("text/plain");
        response.getWriter().print(looks.get() + " looks\n" + String.join("\n", leaks));
    }

    private List<String> look(List<OrganizationId> both, Random random) {
        List<String> leaks = new ArrayList<>();
        for (int i = 0; i < LOOKS; i++) {
            int mine = random.nextInt(2);
            OrganizationId ours = both.get(mine);
            OrganizationId theirs = both.get(1 - mine);
            switch (random.nextInt(6)) {
                case 0 -> without(leaks);
                case 1 -> scope.run(ours, () -> throughJpa(leaks, ours, theirs));
                case 2 -> scope.run(ours, () -> beside(leaks, ours));
                case 3 -> scope.run(ours, () -> foreignInsert(leaks, theirs));
                case 4 -> scope.run(ours, () -> rolledBack(leaks, ours));
                default -> scope.run(ours, () -> systemWithin(leaks, ours));
            }
            looks.incrementAndGet();
        }
        return leaks;
    }

    private void without(List<String> leaks) {
        if (!organizations.visible().isEmpty()) {
            leaks.add("JPA showed an organization without a scope");
        }
        try {
            database.transaction(connection -> leaks.add("a transaction began without a scope"));
        } catch (IllegalStateException expected) {
            looks.incrementAndGet();
        }
    }

    private void throughJpa(List<String> leaks, OrganizationId ours, OrganizationId theirs) {
        List<OrganizationId> seen =
                organizations.visible().stream().map(Organization::id).toList();
        if (!seen.equals(List.of(ours))) {
            leaks.add("JPA in the scope of " + ours + " showed " + seen);
        }
        if (organizations.find(theirs).isPresent()) {
            leaks.add("JPA found " + theirs + " in the scope of " + ours);
        }
    }

    private void beside(List<String> leaks, OrganizationId ours) {
        database.transaction(connection -> {
            expectOnly(leaks, connection, ours);
            // the same transaction, seen through JPA
            if (organizations.current().isEmpty()) {
                leaks.add("JPA lost the scope of " + ours + " within a transaction");
            }
            expectOnly(leaks, connection, ours);
            return null;
        });
    }

    private void foreignInsert(List<String> leaks, OrganizationId theirs) {
        try {
            database.transaction(connection -> insert(connection, theirs, "foreign"));
            leaks.add("a row of " + theirs + " was written by another organization");
        } catch (DatabaseException expected) {
            looks.incrementAndGet();
        }
    }

    private void rolledBack(List<String> leaks, OrganizationId ours) {
        try {
            database.transaction(connection -> {
                insert(connection, ours, "rolled back");
                throw new IllegalArgumentException("on purpose");
            });
        } catch (IllegalArgumentException expected) {
            looks.incrementAndGet();
        }
        database.transaction(connection -> {
            expectOnly(leaks, connection, ours);
            if (count(connection, "name = 'rolled back'") > 0) {
                leaks.add("a row outlived its transaction");
            }
            return null;
        });
    }

    private void systemWithin(List<String> leaks, OrganizationId ours) {
        database.transaction(connection -> {
            expectOnly(leaks, connection, ours);
            long all = system.transaction(other -> count(other, "true"));
            if (all < 2) {
                leaks.add("the system role saw " + all + " hosts");
            }
            expectOnly(leaks, connection, ours);
            return null;
        });
    }

    private static void expectOnly(List<String> leaks, Connection connection, OrganizationId ours) throws SQLException {
        long own = count(connection, "organization_id = '" + ours + "'");
        long all = count(connection, "true");
        if (own != 1 || all != 1) {
            leaks.add("in the scope of " + ours + " there were " + own + " own hosts of " + all);
        }
    }

    private static int insert(Connection connection, OrganizationId organization, String name) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into hosts (organization_id, id, name, created_at) values (?, ?, ?, now())")) {
            insert.setObject(1, organization.value());
            insert.setObject(2, UUID.randomUUID());
            insert.setString(3, name);
            return insert.executeUpdate();
        }
    }

    private static long count(Connection connection, String condition) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*) from hosts where " + condition);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
