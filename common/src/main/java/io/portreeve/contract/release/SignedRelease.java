package io.portreeve.contract.release;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A release and its signature, as one text: lines of a name, a blank and a value, in a fixed order, of which the last is
 * the Ed25519 signature of all before it. A text that says the same in another form is refused. Whether the signature is
 * good is asked with {@link #isSignedBy}.
 */
public final class SignedRelease {
    /** Most characters of the text. */
    public static final int LONGEST = 2_048;

    private static final String ALGORITHM = "Ed25519";
    private static final String SIGNATURE = "signature ";
    private static final int SIGNATURE_BYTES = 64;

    private final Release release;
    private final byte[] signature;

    private SignedRelease(Release release, byte[] signature) {
        this.release = release;
        this.signature = signature.clone();
    }

    /** Signs a release. */
    public static SignedRelease sign(Release release, PrivateKey key) {
        try {
            Signature signing = Signature.getInstance(ALGORITHM);
            signing.initSign(key);
            signing.update(signed(release));
            return new SignedRelease(release, signing.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this key cannot sign releases", e);
        }
    }

    /**
     * Reads a text; its signature may be anybody's.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    public static SignedRelease parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a release has at most " + LONGEST + " characters");
        }
        Map<String, String> values = new HashMap<>();
        for (String line : text.split("\n", -1)) {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                values.put(line.substring(0, blank), line.substring(blank + 1));
            }
        }
        SignedRelease parsed = of(values);
        if (!parsed.text().equals(text)) {
            throw new IllegalArgumentException("this is no release, or not in the one form that releases have");
        }
        return parsed;
    }

    /**
     * Reads a public key as programs write it.
     *
     * @param base64 X.509 SubjectPublicKeyInfo
     * @throws IllegalArgumentException if it is no Ed25519 key
     */
    public static PublicKey publicKey(String base64) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this is no Ed25519 key as X.509 in base64", e);
        }
    }

    public Release release() {
        return release;
    }

    /** Whether that key's owner signed exactly this. */
    public boolean isSignedBy(PublicKey key) {
        try {
            Signature verifying = Signature.getInstance(ALGORITHM);
            verifying.initVerify(key);
            verifying.update(signed(release));
            return verifying.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** As it is kept and sent. */
    public String text() {
        return release.text() + SIGNATURE + Base64.getEncoder().encodeToString(signature) + "\n";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedRelease that
                && release.equals(that.release)
                && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return release.hashCode();
    }

    @Override
    public String toString() {
        return "SignedRelease[version=" + release.version() + ", sha256=" + release.sha256() + "]";
    }

    private static SignedRelease of(Map<String, String> values) {
        try {
            byte[] signature = Base64.getDecoder().decode(value(values, "signature"));
            if (signature.length != SIGNATURE_BYTES) {
                throw new IllegalArgumentException("the signature has not " + SIGNATURE_BYTES + " bytes");
            }
            Release release = new Release(
                    new ReleaseVersion(value(values, "version")),
                    value(values, "sha256"),
                    Long.parseLong(value(values, "bytes")),
                    Integer.parseInt(value(values, "java")),
                    Instant.parse(value(values, "created")),
                    insteadOf(values.get("instead-of")));
            return new SignedRelease(release, signature);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("created is no time", e);
        }
    }

    private static Set<ReleaseVersion> insteadOf(String versions) {
        return versions == null
                ? Set.of()
                : Arrays.stream(versions.split(" ", -1))
                        .map(ReleaseVersion::new)
                        .collect(Collectors.toSet());
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("this is no release: " + name + " is missing");
        }
        return value;
    }

    private static byte[] signed(Release release) {
        return release.text().getBytes(StandardCharsets.US_ASCII);
    }
}
