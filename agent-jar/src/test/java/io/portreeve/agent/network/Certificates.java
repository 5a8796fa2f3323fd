package io.portreeve.agent.network;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates for tests, which Java itself only reads. */
public final class Certificates {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final byte[] ECDSA_WITH_SHA256 =
            der(0x30, der(0x06, new byte[] {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2}));
    private static final byte[] COMMON_NAME = der(0x06, new byte[] {0x55, 4, 3});
    private static final byte[] ALTERNATIVE_NAMES = der(0x06, new byte[] {0x55, 0x1d, 0x11});
    private static final byte[] BASIC_CONSTRAINTS = der(0x06, new byte[] {0x55, 0x1d, 0x13});
    private static final byte[] TRUE = der(0x01, new byte[] {-1});

    /** A certificate with its key. */
    public record Issued(PrivateKey key, X509Certificate certificate) {
        public Path certificateIn(Path file) throws Exception {
            return Files.writeString(file, pem("CERTIFICATE", certificate.getEncoded()));
        }

        public Path keyIn(Path file) throws IOException {
            return Files.writeString(file, pem("PRIVATE KEY", key.getEncoded()));
        }

        public Path pkcs12In(Path file, String password) throws Exception {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", key, password.toCharArray(), new X509Certificate[] {certificate});
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, password.toCharArray());
            }
            return file;
        }

        /** For a server that is this, and knows clients by that authority. */
        public SSLContext context(Issued authority) throws Exception {
            char[] password = "any".toCharArray();
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry("own", key, password, new X509Certificate[] {certificate});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, password);
            KeyStore others = KeyStore.getInstance("PKCS12");
            others.load(null, null);
            others.setCertificateEntry("authority", authority.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(others);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        }
    }

    private Certificates() {}

    public static Issued authority(String name) throws Exception {
        KeyPair keys = newKeys();
        byte[] isAuthority = der(0x30, BASIC_CONSTRAINTS, TRUE, der(0x04, der(0x30, TRUE)));
        return signed(keys, name, keys, name, Instant.now().plus(Duration.ofDays(1)), isAuthority);
    }

    public static Issued issue(Issued authority, String... names) throws Exception {
        return issueUntil(Instant.now().plus(Duration.ofDays(1)), authority, names);
    }

    public static Issued issueUntil(Instant end, Issued authority, String... names) throws Exception {
        byte[][] alternatives = Arrays.stream(names)
                .map(name -> der(0x82, name.getBytes(StandardCharsets.US_ASCII)))
                .toArray(byte[][]::new);
        String issuer =
                authority.certificate().getSubjectX500Principal().getName().substring("CN=".length());
        KeyPair signer = new KeyPair(authority.certificate().getPublicKey(), authority.key());
        byte[] extension = der(0x30, ALTERNATIVE_NAMES, der(0x04, der(0x30, alternatives)));
        return signed(newKeys(), names[0], signer, issuer, end, extension);
    }

    public static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                + label + "-----\n";
    }

    private static Issued signed(
            KeyPair keys, String subject, KeyPair signer, String issuer, Instant end, byte[] extension)
            throws Exception {
        byte[] unsigned = der(
                0x30,
                der(0xa0, der(0x02, new byte[] {2})),
                der(0x02, new BigInteger(64, new SecureRandom()).toByteArray()),
                ECDSA_WITH_SHA256,
                name(issuer),
                der(0x30, time(end.minus(Duration.ofDays(30))), time(end)),
                name(subject),
                keys.getPublic().getEncoded(),
                der(0xa3, der(0x30, extension)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer.getPrivate());
        signature.update(unsigned);
        byte[] whole = der(0x30, unsigned, ECDSA_WITH_SHA256, der(0x03, new byte[1], signature.sign()));
        return new Issued(keys.getPrivate(), (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole)));
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static byte[] name(String common) {
        return der(0x30, der(0x31, der(0x30, COMMON_NAME, der(0x0c, common.getBytes(StandardCharsets.UTF_8)))));
    }

    private static byte[] time(Instant at) {
        return der(0x18, TIME.format(at).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] der(int tag, byte[]... parts) {
        int length = List.of(parts).stream().mapToInt(part -> part.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length > 255) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length > 127) {
            out.write(0x81);
        }
        out.write(length);
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
