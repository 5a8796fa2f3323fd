package io.portreeve.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.contract.release.Release;
import io.portreeve.contract.release.ReleaseVersion;
import io.portreeve.contract.release.SignedRelease;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignReleaseCommandTest {
    @TempDir
    Path directory;

    private final StringWriter said = new StringWriter();
    private Path key;
    private Path out;
    private String publicKey;

    @BeforeEach
    void makeKey() throws IOException {
        key = directory.resolve("release.pem");
        out = directory.resolve("agent.release");
        assertThat(run("release-key", "--out", key.toString())).isZero();
        publicKey = said.toString().strip();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(directory.resolve("agent.jar")))) {
            zip.putNextEntry(new ZipEntry("io/portreeve/agent/version.properties"));
            zip.write("version=1.2".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void releaseIsSignedByTheKeyWhosePublicHalfWasPrinted() throws IOException {
        assertThat(sign("--instead-of", "1.3,1.4")).isZero();
        SignedRelease signed = SignedRelease.parse(Files.readString(out));
        assertThat(signed.isSignedBy(SignedRelease.publicKey(publicKey))).isTrue();
        assertThat(signed.release().version().text()).isEqualTo("1.2");
        assertThat(signed.release().mayReplace(new ReleaseVersion("1.4"))).isTrue();
    }

    @Test
    void asManyVersionsAsAgentsTakeMayBeReplacedAndNotOneMore() {
        assertThat(sign("--instead-of", versions(Release.MOST_REPLACED + 1))).isEqualTo(ExitStatus.USAGE.code());
        assertThat(said.toString()).contains("more than " + Release.MOST_REPLACED + " versions");
        assertThat(out).doesNotExist();
        assertThat(sign("--instead-of", versions(Release.MOST_REPLACED))).isZero();
        assertThat(out).exists();
    }

    @Test
    void versionThatIsNoneIsRefused() {
        assertThat(sign("--instead-of", "newest")).isEqualTo(ExitStatus.USAGE.code());
        assertThat(out).doesNotExist();
    }

    private static String versions(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "123456.123456.123456." + number + "-0123456789abcdef.0123456789abcdef")
                .collect(Collectors.joining(","));
    }

    private int sign(String... more) {
        String[] line = {"sign-release", "--key", key.toString(), "--jar", directory + "/agent.jar", "--out", "" + out};
        return run(Stream.of(line, more).flatMap(Arrays::stream).toArray(String[]::new));
    }

    private int run(String... line) {
        PrintWriter writer = new PrintWriter(said, true);
        return Main.commandLine(Map.of()).setOut(writer).setErr(writer).execute(line);
    }
}
