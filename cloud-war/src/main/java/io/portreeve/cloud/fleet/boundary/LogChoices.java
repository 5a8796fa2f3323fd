package io.portreeve.cloud.fleet.boundary;

import io.portreeve.cloud.audit.AuditEntry;
import io.portreeve.cloud.audit.boundary.Audit;
import io.portreeve.cloud.fleet.ChosenLog;
import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.LogChoice;
import io.portreeve.cloud.fleet.control.LogChoiceBus;
import io.portreeve.cloud.fleet.control.LogChoiceStore;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.contract.log.LogWish;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.protocol.Capability;
import io.portreeve.contract.protocol.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Whose logs are kept, as far as that is chosen here: by host and container name, so that a container that is made anew
 * goes by what was chosen for the one before it. Whether the host goes by it is its owner's to say. Except where it says
 * otherwise a method works in the scope of the organization.
 */
@ApplicationScoped
public class LogChoices {
    private final LogChoiceStore store = new LogChoiceStore();
    private final TenantDatabase database;
    private final SystemDatabase system;
    private final TenantScope scope;
    private final Containers containers;
    private final Hosts hosts;
    private final Audit audit;
    private final LogChoiceBus bus;
    private final Clock clock;

    @Inject
    public LogChoices(
            TenantDatabase database,
            SystemDatabase system,
            TenantScope scope,
            Containers containers,
            Hosts hosts,
            Audit audit,
            LogChoiceBus bus,
            Clock clock) {
        this.database = database;
        this.system = system;
        this.scope = scope;
        this.containers = containers;
        this.hosts = hosts;
        this.audit = audit;
        this.bus = bus;
        this.clock = clock;
    }

    /** For the proxy. */
    protected LogChoices() {
        this(null, null, null, null, null, null, null, null);
    }

    /** Empty if there is no such container, or it was removed. */
    public Optional<ChosenLog> of(ContainerId id) {
        return containers.find(id).map(this::chosen);
    }

    /**
     * Chooses, and lets the host's agent know. Whether the caller may is for the caller to check.
     *
     * @param by the user who asks
     * @return what is chosen now; empty if there is no such container, or it was removed
     * @throws ProblemException {@code conflict} if as many are chosen on its host as may be, or it has no name or too
     *     long a one
     */
    public Optional<ChosenLog> choose(UUID by, ContainerId id, LogChoice choice) {
        Optional<Container> known = containers.find(id);
        known.ifPresent(container -> {
            if (save(by, container, choice)) {
                bus.chosen(container.hostId());
            }
        });
        return known.map(this::chosen);
    }

    /** What the agent of the host is told. */
    public List<LogWish> wishes(HostId host) {
        return database.transaction(
                connection -> store.wishes(connection, List.of(host)).getOrDefault(host, List.of()));
    }

    /** Hosts of all organizations for which something was chosen within that time; needs no scope. */
    public Set<HostId> changedWithin(Duration time) {
        return system.transaction(
                connection -> store.changedSince(connection, clock.instant().minus(time)));
    }

    /** Tells each host for which something is chosen, on whichever node, until closed; needs no scope. */
    public AutoCloseable onChosen(Consumer<HostId> listener) {
        return bus.onChosen(listener);
    }

    private boolean save(UUID by, Container container, LogChoice choice) {
        if (container.name().isEmpty()) {
            throw new ProblemException(ProblemCode.CONFLICT, "It has no name, and by its name it would be chosen.");
        }
        if (container.name().getBytes(StandardCharsets.UTF_8).length > LogWish.NAME_LENGTH) {
            throw new ProblemException(
                    ProblemCode.CONFLICT, "Its name has more than " + LogWish.NAME_LENGTH + " bytes.");
        }
        return database.transaction(connection -> {
            boolean isNew = store.save(
                    connection,
                    scope.required(),
                    place(container),
                    choice,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
            if (isNew && store.count(connection, container.hostId()) > Limits.LOG_WISHES) {
                throw new ProblemException(
                        ProblemCode.CONFLICT,
                        "Logs of " + Limits.LOG_WISHES + " containers of this host are chosen already.");
            }
            if (isNew) {
                audit.record(new AuditEntry(
                        "user",
                        by.toString(),
                        "log.chosen",
                        container.id().toString(),
                        Map.of(
                                "choice",
                                choice.word(),
                                "container",
                                container.name(),
                                "host",
                                container.hostId().toString())));
            }
            return isNew;
        });
    }

    private ChosenLog chosen(Container container) {
        ChosenLog.Answer answer = answer(container);
        return database.transaction(connection -> store.find(connection, place(container)))
                .map(found -> found.answered(answer))
                .orElseGet(() -> new ChosenLog(LogChoice.DEFAULT, Optional.empty(), answer));
    }

    private ChosenLog.Answer answer(Container container) {
        Optional<Host> host = hosts.find(container.hostId());
        if (host.filter(known -> known.can(Capability.LOG_WISHES)).isEmpty()) {
            return ChosenLog.Answer.AGENT_TOO_OLD;
        }
        boolean granted = container
                .allowed()
                .filter(allowed -> allowed.contains(ContainerFacts.KEEP_LOG))
                .isPresent();
        return granted ? ChosenLog.Answer.GRANTED : ChosenLog.Answer.FORBIDDEN;
    }

    private static LogChoiceStore.Place place(Container container) {
        return new LogChoiceStore.Place(container.hostId(), container.name());
    }
}
