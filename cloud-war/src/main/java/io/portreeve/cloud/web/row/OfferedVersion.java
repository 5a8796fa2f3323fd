package io.portreeve.cloud.web.row;

import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.release.SignedRelease;

/** The version that an agent was to be replaced by. */
final class OfferedVersion {
    private OfferedVersion() {}

    /** Empty if what was offered is no release. */
    static String of(HostAction.UpdateAgent update) {
        try {
            return SignedRelease.parse(update.release()).release().version().text();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
