package io.portreeve.agent;

import io.portreeve.agent.update.JarCheck;
import io.portreeve.contract.release.Release;
import io.portreeve.contract.release.ReleaseVersion;
import io.portreeve.contract.release.SignedRelease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Signs a jar as a release. */
@Command(
        name = "sign-release",
        description = "Signs a jar of the agent, so that agents which pinned the key take it in their place.",
        mixinStandardHelpOptions = true)
final class SignReleaseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "what release-key made")
    private Path key;

    @Option(names = "--jar", paramLabel = "FILE", required = true, description = "the agent, with its version in it")
    private Path jar;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "the release: a small text")
    private Path out;

    @Option(
            names = "--instead-of",
            paramLabel = "VERSION",
            split = ",",
            description = "a version that it may replace though that is not older: a downgrade; may be said again")
    private List<String> insteadOf = List.of();

    @Option(names = "--java", paramLabel = "N", description = "the oldest Java that it runs on (default: 17)")
    private int java = 17;

    @Override
    public Integer call() throws IOException {
        try {
            SignedRelease signed = SignedRelease.sign(release(), privateKey());
            Files.writeString(out, signed.text(), StandardCharsets.US_ASCII);
            spec.commandLine()
                    .getOut()
                    .println("signed " + signed.release().version() + ", SHA-256 "
                            + signed.release().sha256());
            return ExitStatus.OK.code();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "cannot sign " + jar + ": " + e.getMessage(), e);
        }
    }

    private Release release() throws IOException {
        Set<ReleaseVersion> replaced =
                insteadOf.stream().map(ReleaseVersion::new).collect(Collectors.toSet());
        return new Release(
                new ReleaseVersion(JarCheck.version(jar)),
                JarCheck.sha256(jar),
                Files.size(jar),
                java,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                replaced);
    }

    private PrivateKey privateKey() throws IOException {
        String body = Files.readString(key, StandardCharsets.US_ASCII)
                .replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "")
                .replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(key + " is no Ed25519 key as PKCS#8 in PEM", e);
        }
    }
}
