package io.portreeve.cloud.fleet.boundary;

import io.portreeve.cloud.fleet.Container;
import io.portreeve.cloud.fleet.ContainerFilter;
import io.portreeve.cloud.fleet.ContainerId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The containers of the organization in scope, without those that were removed. */
@ApplicationScoped
public class Containers {
    /** One page, by host name, then container name. */
    public List<Container> search(ContainerFilter filter) {
        return List.of();
    }

    /** How many the filter finds on all its pages. */
    public int count(ContainerFilter filter) {
        return 0;
    }

    /** Empty if the organization has no such container, or it was removed. */
    public Optional<Container> find(ContainerId id) {
        return Optional.empty();
    }
}
