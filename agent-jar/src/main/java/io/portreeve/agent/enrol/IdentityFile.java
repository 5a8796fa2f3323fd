package io.portreeve.agent.enrol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.contract.release.SignedRelease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The file of one identity: JSON, mode 0600, there whole or not at all. */
public final class IdentityFile {
    private static final String RELEASE_KEY = "releaseKey";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path path;
    private final ObjectMapper json = new ObjectMapper();

    public IdentityFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    public boolean exists() {
        return Files.exists(path);
    }

    /**
     * Makes sure that an identity can be kept here, before a token is spent on one.
     *
     * @throws IdentityException if it cannot
     */
    public void prepare() {
        Path directory = path.getParent();
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
            }
            Files.delete(
                    Files.createTempFile(directory, ".identity", "", PosixFilePermissions.asFileAttribute(OWNER_ONLY)));
        } catch (IOException e) {
            throw new IdentityException("cannot write in " + directory + ": " + reason(e), e);
        }
    }

    public void write(Identity identity) {
        ObjectNode node = json.createObjectNode()
                .put("agentId", identity.agentId().toString())
                .put("hostId", identity.hostId().toString())
                .put("cloud", identity.cloud())
                .put(
                        "privateKey",
                        Base64.getEncoder().encodeToString(identity.key().getEncoded()));
        identity.releaseKey()
                .ifPresent(key -> node.put(RELEASE_KEY, Base64.getEncoder().encodeToString(key.getEncoded())));
        Path directory = path.getParent();
        try {
            Path draft =
                    Files.createTempFile(directory, ".identity", "", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(json.writeValueAsBytes(node));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                entries.force(true);
            }
        } catch (IOException e) {
            throw new IdentityException("cannot write " + path + ": " + reason(e), e);
        }
    }

    /**
     * Reads the identity.
     *
     * @throws IdentityException if there is none, it is damaged, or others may read it
     */
    public Identity read() {
        try {
            if (Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains)) {
                throw new IdentityException("others than its owner may read or write " + path
                        + ", which holds the private key: chmod 600 it, and enrol anew if it may have been read");
            }
            JsonNode node = json.readTree(Files.readAllBytes(path));
            return new Identity(
                    UUID.fromString(text(node, "agentId")),
                    UUID.fromString(text(node, "hostId")),
                    text(node, "cloud"),
                    privateKey(text(node, "privateKey")),
                    node.has(RELEASE_KEY)
                            ? Optional.of(SignedRelease.publicKey(text(node, RELEASE_KEY)))
                            : Optional.empty());
        } catch (NoSuchFileException e) {
            throw new IdentityException("this host is not enrolled: there is no identity at " + path, e);
        } catch (IOException e) {
            throw new IdentityException("cannot read " + path + ": " + reason(e), e);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IdentityException(path + " is damaged: enrol anew", e);
        }
    }

    /**
     * Keeps a second agent of the same identity off this host for as long as this process lives. To be called after
     * reading: closing any other channel to the file lets the lock go.
     *
     * @return to be kept open
     * @throws IdentityException if another process has it
     */
    public AutoCloseable lock() {
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw alreadyRunning(null);
            }
            return channel;
        } catch (OverlappingFileLockException e) {
            throw alreadyRunning(e);
        } catch (IOException e) {
            throw new IdentityException("cannot lock " + path + ": " + reason(e), e);
        }
    }

    /** Whether an agent runs with it. */
    public boolean isInUse() {
        try (AutoCloseable lock = lock()) {
            return lock == null;
        } catch (IdentityException e) {
            return true;
        } catch (Exception e) {
            throw new IdentityException("cannot unlock " + path, e);
        }
    }

    private IdentityException alreadyRunning(Throwable cause) {
        return new IdentityException("another agent already runs with " + path, cause);
    }

    private static PrivateKey privateKey(String base64) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value.asText();
    }

    private static String reason(IOException failure) {
        return failure instanceof java.nio.file.AccessDeniedException ? "permission denied" : failure.toString();
    }
}
