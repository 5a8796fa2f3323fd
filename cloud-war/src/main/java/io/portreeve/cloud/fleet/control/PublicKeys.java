package io.portreeve.cloud.fleet.control;

import io.portreeve.contract.protocol.AgentToken;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Ed25519 public keys as X.509 SubjectPublicKeyInfo. */
public final class PublicKeys {
    private static final String ALGORITHM = "Ed25519";

    /** SubjectPublicKeyInfo of an Ed25519 key up to the key itself (RFC 8410). */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int WARM_UP_BYTES = 100;

    private PublicKeys() {}

    /**
     * Checks signatures with a key that was accepted before. Not by the platform's own Ed25519, which took 0.62 ms for a
     * signature on JDK 17 where this takes 0.09, and most of the processor while ten thousand agents reconnect.
     */
    public static AgentToken.Verifier verifier(byte[] encoded) {
        return (message, signature) -> verifies(encoded, message, signature);
    }

    private static boolean verifies(byte[] encoded, byte[] message, byte[] signature) {
        return encoded.length == PREFIX.length + Ed25519.PUBLIC_KEY_SIZE
                && Arrays.equals(encoded, 0, PREFIX.length, PREFIX, 0, PREFIX.length)
                && signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, encoded, PREFIX.length, message, 0, message.length);
    }

    /**
     * Checks a signature so often that the compiler takes up what it needs: uncompiled it takes some milliseconds, and
     * agents who come by the thousand leave the compiler no time. Tells how many were good, which are all.
     */
    public static int warmUp(int times) {
        SecureRandom random = new SecureRandom();
        byte[] secret = new byte[Ed25519.SECRET_KEY_SIZE];
        Ed25519.generatePrivateKey(random, secret);
        byte[] key = Arrays.copyOf(PREFIX, PREFIX.length + Ed25519.PUBLIC_KEY_SIZE);
        Ed25519.generatePublicKey(secret, 0, key, PREFIX.length);
        byte[] message = new byte[WARM_UP_BYTES];
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        int good = 0;
        for (int time = 0; time < times; time++) {
            random.nextBytes(message);
            Ed25519.sign(secret, 0, message, 0, message.length, signature, 0);
            good += verifies(key, message, signature) ? 1 : 0;
        }
        return good;
    }

    /** Empty if the text is not base64 of a key, or the key is not a point of the curve. */
    public static Optional<PublicKey> parse(String base64) {
        try {
            return parse(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public static Optional<PublicKey> parse(byte[] encoded) {
        try {
            PublicKey key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
            Signature.getInstance(ALGORITHM).initVerify(key);
            return Optional.of(key);
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
