package io.portreeve.cloud.fleet.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets of enrolment tokens: 256 random bits, so that a plain hash of them cannot be searched. */
public final class TokenSecrets {
    private static final String PREFIX = "pre_";
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    /** A new secret, with a prefix by which scanners of leaked secrets can know it. */
    public String create() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** SHA-256 of the whole text. */
    public static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
