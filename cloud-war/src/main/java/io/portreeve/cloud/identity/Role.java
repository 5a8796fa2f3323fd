package io.portreeve.cloud.identity;

import java.util.Locale;

/** What a member may do in an organization, most first: each may do what the ones after it may. */
public enum Role {
    OWNER,
    ADMIN,
    MEMBER,
    VIEWER;

    /** As in the database and in access tokens. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    public boolean atLeast(Role needed) {
        return compareTo(needed) <= 0;
    }
}
