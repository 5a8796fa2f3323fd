package io.portreeve.cloud.identity.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Random session tokens, and the digest under which a session is kept: who reads Redis can take over none. */
public final class SessionSecrets {
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    public String create() {
        byte[] token = new byte[BYTES];
        random.nextBytes(token);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    public static String digest(String token) {
        return HexFormat.of().formatHex(hash(token));
    }

    /** SHA-256, which for so much chance is enough. */
    public static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
