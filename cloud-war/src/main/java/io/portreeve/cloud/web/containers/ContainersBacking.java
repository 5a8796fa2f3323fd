package io.portreeve.cloud.web.containers;

import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerFilter;
import io.portreeve.cloud.fleet.ContainerState;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.boundary.Containers;
import io.portreeve.cloud.fleet.boundary.Hosts;
import io.portreeve.cloud.telemetry.boundary.Latest;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.row.ContainerRow;
import io.portreeve.cloud.web.row.Rows;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A page of containers; the address alone says which, so that it can be kept and shared. */
@Named("containers")
@RequestScoped
public class ContainersBacking {
    @Inject
    HttpServletRequest request;

    @Inject
    Caller caller;

    @Inject
    Hosts hosts;

    @Inject
    Containers containers;

    @Inject
    Latest latest;

    private ContainerQuery query;
    private List<ContainerRow> rows = List.of();
    private List<Host> choices = List.of();
    private int total;

    @PostConstruct
    void load() {
        query = ContainerQuery.of(
                request.getParameter("q"),
                request.getParameter("state"),
                request.getParameter("host"),
                request.getParameter("page"));
        caller.scoped(() -> {
            ContainerFilter filter = query.filter();
            total = containers.count(filter);
            choices = hosts.all();
            List<Container> found = containers.search(filter);
            rows = Rows.containers(found, latest.all(), choices);
            return null;
        });
    }

    public ContainerQuery getQuery() {
        return query;
    }

    public List<ContainerRow> getRows() {
        return rows;
    }

    public List<HostChoice> getHostChoices() {
        return choices.stream()
                .map(host -> new HostChoice(host.id(), host.name(), query.host().equals(Optional.of(host.id()))))
                .toList();
    }

    /** A host to narrow the list to. */
    public record HostChoice(HostId id, String name, boolean chosen) {}

    public List<StateChip> getChips() {
        return StateChip.of(query);
    }

    public int getTotal() {
        return total;
    }

    public int getFirst() {
        return rows.isEmpty() ? 0 : query.filter().offset() + 1;
    }

    public int getLast() {
        return query.filter().offset() + rows.size();
    }

    public boolean isPrevious() {
        return query.page() > 1;
    }

    public boolean isNext() {
        return getLast() < total;
    }

    public boolean isFiltered() {
        return query.filtered();
    }

    public String getPreviousPath() {
        return query.at(query.page() - 1).path();
    }

    public String getNextPath() {
        return query.at(query.page() + 1).path();
    }

    public String getStreamed() {
        return rows.stream().map(ContainerRow::id).collect(Collectors.joining(","));
    }

    /** A state to choose by one press. */
    public record StateChip(String key, String path, boolean chosen) {
        private static final List<ContainerState> OFFERED = List.of(
                ContainerState.RUNNING,
                ContainerState.RESTARTING,
                ContainerState.PAUSED,
                ContainerState.EXITED,
                ContainerState.UNKNOWN);

        static List<StateChip> of(ContainerQuery query) {
            List<StateChip> chips = new ArrayList<>();
            chips.add(new StateChip(
                    "state.any",
                    query.in(Optional.empty()).path(),
                    query.state().isEmpty()));
            for (ContainerState state : OFFERED) {
                Optional<ContainerState> one = Optional.of(state);
                chips.add(new StateChip(
                        "state." + state.word(),
                        query.in(one).path(),
                        query.state().equals(one)));
            }
            return chips;
        }
    }

    /** For a hidden field that keeps the state while the text changes. */
    public String getStateWord() {
        return query.state().map(ContainerState::word).orElse("");
    }
}
