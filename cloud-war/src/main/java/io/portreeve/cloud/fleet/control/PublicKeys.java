package io.portreeve.cloud.fleet.control;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** Ed25519 public keys as X.509 SubjectPublicKeyInfo. */
public final class PublicKeys {
    private static final String ALGORITHM = "Ed25519";

    private PublicKeys() {}

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
