package io.portreeve.cloud.telemetry.control;

import io.portreeve.cloud.platform.OrganizationId;
import java.util.HashMap;
import java.util.Map;

/** Refusals since they were last noted, by organization and reason. Any thread may count. */
public final class RefusalCounts {
    /** Reasons of one organization that are told apart; there are fewer than that. */
    private static final int MOST_CODES = 64;

    private final Map<OrganizationId, Map<String, Long>> counts = new HashMap<>();

    public synchronized void count(OrganizationId organization, String code) {
        add(organization, code, 1);
    }

    /** All, which are counted from nothing again. */
    public synchronized Map<OrganizationId, Map<String, Long>> take() {
        Map<OrganizationId, Map<String, Long>> taken = Map.copyOf(counts);
        counts.clear();
        return taken;
    }

    /** They could not be noted. */
    public synchronized void giveBack(OrganizationId organization, Map<String, Long> codes) {
        codes.forEach((code, count) -> add(organization, code, count));
    }

    private void add(OrganizationId organization, String code, long count) {
        Map<String, Long> ofOrganization = counts.computeIfAbsent(organization, any -> new HashMap<>());
        if (ofOrganization.size() < MOST_CODES || ofOrganization.containsKey(code)) {
            ofOrganization.merge(code, count, Long::sum);
        }
    }
}
