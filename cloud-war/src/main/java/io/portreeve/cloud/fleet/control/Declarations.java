package io.portreeve.cloud.fleet.control;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.Declaration;
import io.portreeve.cloud.fleet.DeclarationResult;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.contract.message.Inventory;
import io.portreeve.contract.message.Stream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Stores inventories of different agents of one organization: fence, quota, cursors, rows, each for all of them. */
public final class Declarations {
    private final ArrivalStore agents = new ArrivalStore();
    private final InventoryStore inventories = new InventoryStore();

    /** What became of each; what one may not store keeps no other from being stored. */
    public Map<AgentId, DeclarationResult> store(
            Connection connection,
            OrganizationId organization,
            List<Declaration> declarations,
            int mostContainers,
            Instant now)
            throws SQLException {
        Map<AgentId, DeclarationResult> results = new HashMap<>();
        declarations.forEach(one -> results.put(agent(one), new DeclarationResult.Superseded()));
        Set<AgentId> newest = agents.holdEpochs(
                connection,
                organization,
                ofAgents(declarations, one -> one.session().epoch()));
        Map<HostId, Inventory> known = inventories(declarations, newest);
        if (known.isEmpty()) {
            return results;
        }
        Set<HostId> exceeding = inventories.exceeding(connection, organization, known, mostContainers);
        declarations.stream()
                .filter(one -> exceeding.contains(host(one)))
                .forEach(one -> results.put(agent(one), tooMany(mostContainers)));
        known.keySet().removeAll(exceeding);
        List<Declaration> taken = declarations.stream()
                .filter(one -> known.containsKey(host(one)))
                .toList();
        if (!taken.isEmpty()) {
            write(connection, organization, taken, now);
            Map<HostId, Map<Integer, ContainerId>> numbers = inventories.numbers(connection, organization, known);
            taken.forEach(one -> results.put(agent(one), new DeclarationResult.Stored(numbers.get(host(one)))));
        }
        return results;
    }

    /** Those that were not stored before. */
    private void write(Connection connection, OrganizationId organization, List<Declaration> taken, Instant now)
            throws SQLException {
        Set<AgentId> moved = agents.advance(
                connection,
                organization,
                Stream.INVENTORY,
                ofAgents(taken, one -> one.inventory().sequence()));
        if (!moved.isEmpty()) {
            inventories.replace(connection, organization, inventories(taken, moved), now);
        }
    }

    private static DeclarationResult tooMany(int mostContainers) {
        return new DeclarationResult.Refused(
                ProblemCode.CONTAINER_QUOTA_REACHED, "The organization may have " + mostContainers + " containers.");
    }

    private static AgentId agent(Declaration declaration) {
        return declaration.session().agent().agent();
    }

    private static HostId host(Declaration declaration) {
        return declaration.session().agent().host();
    }

    private static Map<AgentId, Long> ofAgents(List<Declaration> declarations, ToLongFunction<Declaration> value) {
        Map<AgentId, Long> values = new HashMap<>();
        declarations.forEach(one -> values.put(agent(one), value.applyAsLong(one)));
        return values;
    }

    private static Map<HostId, Inventory> inventories(List<Declaration> declarations, Set<AgentId> of) {
        Map<HostId, Inventory> inventories = new LinkedHashMap<>();
        declarations.stream()
                .filter(one -> of.contains(agent(one)))
                .forEach(one -> inventories.put(host(one), one.inventory()));
        return inventories;
    }
}
