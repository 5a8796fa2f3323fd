package io.portreeve.cloud.tenancy.entity;

import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.tenancy.Organization;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.Timestamp;
import java.util.UUID;

/** A row of organizations; read only, they are made as the system role. */
@Entity
@Table(name = "organizations")
public class OrganizationEntity {
    @Id
    private UUID id;

    private String name;

    @Column(name = "created_at")
    private Timestamp createdAt;

    public Organization published() {
        return new Organization(new OrganizationId(id), name, createdAt.toInstant());
    }
}
