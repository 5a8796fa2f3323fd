package io.portreeve.cloud.testing;

import io.portreeve.cloud.identity.control.Passwords;

/** Hashes for people whom a test puts into the database. */
public final class PasswordHash {
    private final Passwords passwords = new Passwords();

    public String of(String password) {
        return passwords.hash(password);
    }
}
