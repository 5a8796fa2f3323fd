package io.portreeve.cloud.fleet.boundary;

import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The hosts of the organization in scope. */
@ApplicationScoped
public class Hosts {
    /** All, by name. */
    public List<Host> all() {
        return List.of();
    }

    /** Empty if the organization has no such host. */
    public Optional<Host> find(HostId id) {
        return Optional.empty();
    }
}
