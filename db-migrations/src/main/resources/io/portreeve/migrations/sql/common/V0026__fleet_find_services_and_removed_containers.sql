-- Charts follow a compose service across all its containers, and comparisons over a span of time know those that were
-- removed since. Neither is found by what lists the present ones. The columns do not change while a container is there,
-- so that updates stay within a page.
CREATE INDEX containers_of_service ON containers (organization_id, compose_project, compose_service)
  WHERE compose_service <> '';
CREATE INDEX containers_removed ON containers (organization_id, removed_at) WHERE removed_at IS NOT NULL;
