package io.portreeve.agent.network;

import io.portreeve.agent.config.ConfigException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys as text files hold them. What is wrong with a file is said in one line, never with its content. */
final class Pem {
    private static final long LONGEST = 4 * 1024 * 1024;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);

    private record Block(String label, String base64) {
        byte[] content() {
            return Base64.getMimeDecoder().decode(base64);
        }
    }

    private Pem() {}

    static List<X509Certificate> certificates(Path file) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks(file)) {
            if (block.label().equals("CERTIFICATE") || block.label().equals("TRUSTED CERTIFICATE")) {
                certificates.add(certificate(file, block));
            }
        }
        if (certificates.isEmpty()) {
            throw new ConfigException("no certificate in " + file + ", which should be PEM");
        }
        return certificates;
    }

    static PrivateKey key(Path file, String algorithm) {
        Optional<Block> found = blocks(file).stream()
                .filter(block -> block.label().endsWith("PRIVATE KEY"))
                .findFirst();
        Block block =
                found.orElseThrow(() -> new ConfigException("no private key in " + file + ", which should be PEM"));
        switch (block.label()) {
            case "PRIVATE KEY" -> {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(block.content()));
                } catch (GeneralSecurityException | IllegalArgumentException e) {
                    throw new ConfigException(
                            "the private key in " + file + " is damaged, or none of the kind " + algorithm
                                    + " that its certificate has",
                            e);
                }
            }
            case "ENCRYPTED PRIVATE KEY" ->
                throw new ConfigException("the private key in " + file
                        + " has a password: use a PKCS#12 file instead, made by openssl pkcs12 -export");
            default ->
                throw new ConfigException("the private key in " + file + " is not PKCS#8: convert it with openssl pkcs8"
                        + " -topk8 -nocrypt");
        }
    }

    /** All of a file that is not unreasonably large. */
    static byte[] read(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw new ConfigException(file + " is too large to hold certificates");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new ConfigException("there is no " + file, e);
        } catch (AccessDeniedException e) {
            throw new ConfigException("no permission to read " + file, e);
        } catch (IOException e) {
            throw new ConfigException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static X509Certificate certificate(Path file, Block block) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.content()));
        } catch (CertificateException | IllegalArgumentException e) {
            throw new ConfigException("a certificate in " + file + " is damaged", e);
        }
    }

    private static List<Block> blocks(Path file) {
        Matcher matcher = BLOCK.matcher(new String(read(file), StandardCharsets.ISO_8859_1));
        List<Block> blocks = new ArrayList<>();
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }
}
