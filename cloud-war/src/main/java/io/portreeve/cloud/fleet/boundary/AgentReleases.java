package io.portreeve.cloud.fleet.boundary;

import io.portreeve.cloud.fleet.AgentRelease;
import io.portreeve.cloud.fleet.AgentUpdate;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.platform.PortreeveConfig;
import io.portreeve.contract.release.SignedRelease;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What hosts are given to install. A file that is replaced while this runs is noticed. */
@ApplicationScoped
public class AgentReleases {
    private static final Logger LOG = Logger.getLogger(AgentReleases.class.getName());

    private final PortreeveConfig config;
    private Known known;
    private boolean missing;
    private String warned = "";

    @Inject
    public AgentReleases(PortreeveConfig config) {
        this.config = config;
    }

    /** For the proxy. */
    protected AgentReleases() {
        this(null);
    }

    private record Known(FileTime modified, AgentRelease release) {
        boolean isOf(BasicFileAttributes file) {
            return modified.equals(file.lastModifiedTime()) && release.bytes() == file.size();
        }
    }

    /** The agent to install now; empty where the operator named none, or it cannot be read. */
    public Optional<AgentRelease> current() {
        return config.agentJar().flatMap(this::read);
    }

    /** What its operator signed of that agent; empty if nothing, if it is of another jar, or if another key signed it. */
    public Optional<SignedRelease> signed() {
        return config.agentRelease().flatMap(this::signed);
    }

    /** Whether the agent of a host can be replaced by that. */
    public AgentUpdate updateOf(Host host) {
        return AgentUpdate.of(host, signed().map(SignedRelease::release));
    }

    /** Who signs releases, as agents are told when they enrol. */
    public Optional<String> releaseKey() {
        return config.releaseKey();
    }

    private Optional<SignedRelease> signed(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] text = content.readNBytes(SignedRelease.LONGEST + 1);
            SignedRelease signed = SignedRelease.parse(new String(text, StandardCharsets.US_ASCII));
            boolean isOfJar = current()
                    .filter(jar -> jar.sha256().equals(signed.release().sha256()))
                    .isPresent();
            boolean isOfKey = config.releaseKey()
                    .map(SignedRelease::publicKey)
                    .filter(signed::isSignedBy)
                    .isPresent();
            if (isOfJar && isOfKey) {
                return Optional.of(signed);
            }
            warnOnce(file + (isOfJar ? " is not signed by portreeve.release-key" : " is not of portreeve.agent-jar"));
        } catch (IOException | IllegalArgumentException e) {
            warnOnce("cannot use " + file + ": " + e);
        }
        return Optional.empty();
    }

    /** Each look at a host asks for the release. */
    private synchronized void warnOnce(String problem) {
        if (!problem.equals(warned)) {
            LOG.warning(() -> "portreeve.agent-release: " + problem + ", so it is not offered");
        }
        warned = problem;
    }

    private synchronized Optional<AgentRelease> read(Path jar) {
        try {
            BasicFileAttributes file = Files.readAttributes(jar, BasicFileAttributes.class);
            if (known == null || !known.isOf(file)) {
                known = new Known(file.lastModifiedTime(), new AgentRelease(jar, file.size(), sha256(jar)));
            }
            missing = false;
            return Optional.of(known.release());
        } catch (IOException e) {
            if (!missing) {
                LOG.log(
                        Level.WARNING,
                        e,
                        () -> "portreeve.agent-jar: cannot read " + jar + ", so hosts are given none");
            }
            missing = true;
            return Optional.empty();
        }
    }

    private static String sha256(Path jar) throws IOException {
        MessageDigest digest = digest();
        try (InputStream content = new DigestInputStream(Files.newInputStream(jar), digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
