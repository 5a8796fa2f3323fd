package io.portreeve.selfhosted.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Optional;

/** Passwords and keys between the parts, each made once and kept in a file of its own. */
public final class Secrets {
    private static final int PASSWORD_BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path directory;

    public Secrets(Path directory) {
        this.directory = directory;
    }

    /** The secret of that name, made now if there is none. */
    public String password(String name) {
        Path file = directory.resolve(name);
        try {
            if (!Files.exists(file)) {
                PrivateFiles.write(file, random() + "\n");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartFailedException("The secret " + file + " can neither be read nor made: " + e, e);
        }
    }

    /** A private key for ES256 in PEM, made now if there is none. */
    public Path signingKey(String name) {
        Path file = directory.resolve(name);
        try {
            if (!Files.exists(file)) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
                String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key);
                PrivateFiles.write(file, "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
            }
            return file;
        } catch (IOException | NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw new StartFailedException("The key " + file + " can neither be read nor made: " + e, e);
        }
    }

    public Optional<String> find(String name) {
        Path file = directory.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new StartFailedException("The secret " + file + " cannot be read: " + e, e);
        }
    }

    public void keep(String name, String secret) {
        try {
            PrivateFiles.write(directory.resolve(name), secret);
        } catch (IOException e) {
            throw new StartFailedException("The secret " + directory.resolve(name) + " cannot be written: " + e, e);
        }
    }

    public void forget(String name) {
        try {
            Files.deleteIfExists(directory.resolve(name));
        } catch (IOException e) {
            throw new StartFailedException("The secret " + directory.resolve(name) + " cannot be deleted: " + e, e);
        }
    }

    /** Unguessable, of letters and digits that need no quoting in a shell, an URL or a file of Redis. */
    public static String random() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes)
                .replace('-', 'a')
                .replace('_', 'b');
    }
}
