package io.portreeve.cloud.tenancy.control;

import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.tenancy.Organization;
import io.portreeve.cloud.tenancy.entity.OrganizationEntity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;

/** Reads organizations; in a transaction of the caller's. */
@ApplicationScoped
public class OrganizationStore {
    @PersistenceContext(unitName = "portreeve")
    EntityManager entities;

    public Optional<Organization> find(OrganizationId id) {
        return Optional.ofNullable(entities.find(OrganizationEntity.class, id.value()))
                .map(OrganizationEntity::published);
    }

    public List<Organization> visible() {
        return entities.createQuery("SELECT o FROM OrganizationEntity o", OrganizationEntity.class)
                .getResultStream()
                .map(OrganizationEntity::published)
                .toList();
    }
}
