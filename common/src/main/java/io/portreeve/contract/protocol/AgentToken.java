package io.portreeve.contract.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The short-lived proof that a connection comes from the holder of an agent's private key.
 *
 * <p>On the wire: {@code v1.AGENT_ID.ISSUED_AT.NONCE.SIGNATURE}, where {@code ISSUED_AT} is in seconds since the epoch
 * and {@code SIGNATURE} is Ed25519 (RFC 8032) over everything before the last dot, in unpadded base64url. The receiver
 * checks the age against {@link Limits#TOKEN_VALIDITY} and accepts a nonce once.
 *
 * @param agentId the agent that asks
 * @param issuedAt when the agent signed, by its own clock, to the second
 * @param nonce random, unique within the validity
 */
public record AgentToken(UUID agentId, Instant issuedAt, UUID nonce) {
    private static final String VERSION = "v1";
    private static final int LONGEST = 512;

    /** Signs with an Ed25519 key. */
    public String signedWith(PrivateKey key) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(payload().getBytes(StandardCharsets.US_ASCII));
            return payload() + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a usable Ed25519 private key", e);
        }
    }

    /**
     * Reads a token without checking its signature, to learn whose key to check it with.
     *
     * @return empty if the text has not the form of a token
     */
    public static Optional<AgentToken> unverified(String token) {
        String[] parts = token.length() > LONGEST ? new String[0] : token.split("\\.", -1);
        if (parts.length != 5 || !VERSION.equals(parts[0])) {
            return Optional.empty();
        }
        try {
            return Optional.of(new AgentToken(
                    UUID.fromString(parts[1]),
                    Instant.ofEpochSecond(Long.parseLong(parts[2])),
                    UUID.fromString(parts[3])));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether the token was signed with the private key that belongs to {@code key}; says nothing of its age. */
    public static boolean isSignedBy(String token, PublicKey key) {
        return isSigned(token, (message, signature) -> {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        });
    }

    /** Whether the token carries a signature that the verifier accepts; says nothing of its age. */
    public static boolean isSigned(String token, Verifier verifier) {
        int lastDot = token.lastIndexOf('.');
        if (lastDot < 0) {
            return false;
        }
        try {
            return verifier.verify(
                    token.substring(0, lastDot).getBytes(StandardCharsets.UTF_8),
                    Base64.getUrlDecoder().decode(token.substring(lastDot + 1)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Ed25519 with somebody's public key. */
    @FunctionalInterface
    public interface Verifier {
        /**
         * Whether the signature is the key's over the message.
         *
         * @param signature as it came, of any length
         * @throws GeneralSecurityException if it cannot be one
         */
        boolean verify(byte[] message, byte[] signature) throws GeneralSecurityException;
    }

    private String payload() {
        return String.join(
                ".", VERSION, agentId.toString(), Long.toString(issuedAt.getEpochSecond()), nonce.toString());
    }
}
