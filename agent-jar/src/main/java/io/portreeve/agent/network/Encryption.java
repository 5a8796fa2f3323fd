package io.portreeve.agent.network;

import io.portreeve.agent.config.ClientCertificate;
import io.portreeve.agent.config.ConfigException;
import io.portreeve.agent.config.RouteConfig;
import io.portreeve.agent.config.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Whom the agent believes to be the cloud, and how it proves that it may speak to it, out of files. */
final class Encryption {
    private static final char[] NO_PASSWORD = new char[0];
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "DSA", "SHA256withDSA");

    private Encryption() {}

    /**
     * As the Java runtime does where nothing else is said.
     *
     * @throws ConfigException if a file cannot be used
     */
    static SSLContext of(RouteConfig config) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    config.clientCertificate().map(Encryption::keys).orElse(null),
                    config.authorities().map(Encryption::trust).orElse(null),
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new ConfigException("the certificates cannot be used: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] trust(Path authorities) {
        List<X509Certificate> certificates = Pem.certificates(authorities);
        try {
            KeyStore store = emptyStore();
            for (X509Certificate certificate : certificates) {
                store.setCertificateEntry("authority" + store.size(), certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigException("the certificates in " + authorities + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static KeyManager[] keys(ClientCertificate certificate) {
        Path file = certificate.file();
        try {
            if (certificate.key().isPresent() || isPem(file)) {
                return managers(fromPem(file, certificate.key().orElse(file)), NO_PASSWORD);
            }
            char[] password =
                    certificate.password().map(Secret::value).orElse("").toCharArray();
            return managers(fromPkcs12(file, password), password);
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigException("the client certificate in " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static KeyManager[] managers(KeyStore store, char[] password) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    private static boolean isPem(Path file) {
        return new String(Pem.read(file), StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
    }

    private static KeyStore fromPem(Path certificates, Path keyFile) throws GeneralSecurityException, IOException {
        X509Certificate[] chain = Pem.certificates(certificates).toArray(X509Certificate[]::new);
        PrivateKey key = Pem.key(keyFile, chain[0].getPublicKey().getAlgorithm());
        if (!belongTogether(key, chain[0])) {
            throw new ConfigException(
                    "the private key in " + keyFile + " is not that of the first certificate in " + certificates);
        }
        KeyStore store = emptyStore();
        store.setKeyEntry("client", key, NO_PASSWORD, chain);
        return store;
    }

    private static KeyStore fromPkcs12(Path file, char[] password) throws GeneralSecurityException {
        byte[] content = Pem.read(file);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(content), password);
        } catch (IOException e) {
            throw new ConfigException(
                    e.getCause() instanceof GeneralSecurityException
                            ? "client-password does not open " + file
                            : file + " is neither PEM nor PKCS#12",
                    e);
        }
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return store;
            }
        }
        throw new ConfigException("no private key in " + file);
    }

    private static boolean belongTogether(PrivateKey key, Certificate certificate) throws GeneralSecurityException {
        String algorithm = key.getAlgorithm();
        byte[] text = "proof".getBytes(StandardCharsets.US_ASCII);
        Signature signature = Signature.getInstance(SIGNATURES.getOrDefault(algorithm, algorithm));
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(text);
        return signature.verify(signed);
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
