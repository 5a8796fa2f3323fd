package io.portreeve.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is installed, by Debian's own tools, in a copy of this machine. */
class PackageIT {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path BUILT = MODULE.resolve("target");
    private static final String INSTALLED = "dpkg -i /given/portreeve-agent.deb >/dev/null 2>&1\n";
    private static final String TRACES = """
            find /etc /opt /srv /usr /var -xdev -name '*portreeve*' -not -path '%s/*'
            diff /tmp/before/passwd /etc/passwd
            diff /tmp/before/group /etc/group
            """.formatted(MODULE.getParent());
    private static final String BEFORE = "mkdir /tmp/before && cp /etc/passwd /etc/group /tmp/before\n";

    private record Ended(int status, String said) {}

    @BeforeAll
    static void onlyWhereACopyCanBeMade() throws Exception {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/dpkg"))).as("dpkg").isTrue();
        assumeThat(inACopy("true").status()).as("copies of this machine").isZero();
    }

    @Test
    void packageHoldsFilesOfRootThatNobodyElseMayWrite() throws Exception {
        List<String> files = run(
                        "",
                        "dpkg-deb",
                        "-c",
                        BUILT.resolve("portreeve-agent.deb").toString())
                .said()
                .lines()
                .filter(line -> !line.endsWith("/"))
                .map(line -> line.replaceAll(" +", " "))
                .toList();
        assertThat(files)
                .allMatch(line -> line.contains(" root/root ") && line.contains(" 2026-11-23 "))
                .map(line -> line.replaceFirst("(\\S+) .* \\.(\\S+)", "$1$2"))
                .containsExactlyInAnyOrder(
                        "-rw-r--r--/usr/lib/portreeve/portreeve-agent.jar",
                        "-rw-r--r--/usr/lib/portreeve/jvm-options",
                        "-rwxr-xr-x/usr/bin/portreeve-agent",
                        "-rw-r--r--/lib/systemd/system/portreeve-agent.service",
                        "-rw-r-----/etc/portreeve/agent.properties");
    }

    @Test
    void packageInstallsAnAgentWithAUserOfItsOwn() throws Exception {
        Ended ended = inACopy("getent group docker >/dev/null || groupadd docker\n" + INSTALLED + """
                stat -c '%A %U %G' /etc/portreeve/agent.properties /var/lib/portreeve-agent
                id --name --groups portreeve-agent
                getent passwd portreeve-agent | cut -d: -f7
                readlink /etc/systemd/system/multi-user.target.wants/portreeve-agent.service
                portreeve-agent --version
                echo 'colour = x' >> /etc/portreeve/agent.properties
                portreeve-agent doctor || true
                """);
        assertThat(ended.said())
                .contains(
                        "-rw-r----- root portreeve-agent\n",
                        "drwx------ portreeve-agent portreeve-agent\n",
                        "portreeve-agent docker\n",
                        "/usr/sbin/nologin\n",
                        "/lib/systemd/system/portreeve-agent.service\n",
                        "portreeve-agent 0.1",
                        "unknown settings, which do nothing: colour in /etc/portreeve/agent.properties")
                .containsPattern("ok +state directory");
        assertThat(ended.status()).isZero();
    }

    @Test
    void unitIsUnderstoodAndTight() throws Exception {
        Ended ended = inACopy("which systemd-analyze >/dev/null || exit 77\n" + INSTALLED + """
                systemd-analyze verify --man=no portreeve-agent.service
                systemd-analyze security --offline=true --threshold=25 --no-pager \
                    /lib/systemd/system/portreeve-agent.service | tail -1
                """);
        assumeThat(ended.status()).as("systemd-analyze").isNotEqualTo(77);
        assertThat(ended.said().strip()).startsWith("-> Overall exposure level").endsWith("OK :-)");
        assertThat(ended.status()).isZero();
    }

    @Test
    void upgradeAndRemovalKeepWhatIsTheOwners() throws Exception {
        Ended ended = inACopy(INSTALLED + """
                echo 'url = https://cloud.example' > /etc/portreeve/agent.properties
                echo key > /var/lib/portreeve-agent/identity
                dpkg --force-confold -i /given/portreeve-agent.deb >/dev/null 2>&1
                dpkg -r portreeve-agent >/dev/null 2>&1
                cat /etc/portreeve/agent.properties /var/lib/portreeve-agent/identity
                ls /usr/bin/portreeve-agent || true
                """);
        assertThat(ended.said()).contains("url = https://cloud.example\nkey\n", "No such file");
        assertThat(ended.status()).isZero();
    }

    @Test
    void purgeLeavesNothing() throws Exception {
        Ended ended = inACopy(BEFORE + INSTALLED + """
                echo key > /var/lib/portreeve-agent/identity
                echo X=y > /etc/portreeve/agent.env
                dpkg --purge portreeve-agent >/dev/null 2>&1
                """ + TRACES);
        assertThat(ended).isEqualTo(new Ended(0, ""));
    }

    @Test
    void installerInstallsWhatHasTheRightSumAndTakesAllOfItAway() throws Exception {
        Ended ended = inACopy(BEFORE + installer(sum()) + """
                stat -c '%A %U %G %n' /usr/lib/portreeve/portreeve-agent.jar /usr/bin/portreeve-agent \
                    /etc/systemd/system/portreeve-agent.service /etc/portreeve/agent.properties /var/lib/portreeve-agent
                portreeve-agent --version
                /tmp/install.sh --uninstall
                """ + TRACES);
        assertThat(ended.said().lines().skip(2))
                .containsExactly(
                        "-rw-r--r-- root root /usr/lib/portreeve/portreeve-agent.jar",
                        "-rwxr-xr-x root root /usr/bin/portreeve-agent",
                        "-rw-r--r-- root root /etc/systemd/system/portreeve-agent.service",
                        "-rw-r----- root portreeve-agent /etc/portreeve/agent.properties",
                        "drwx------ portreeve-agent portreeve-agent /var/lib/portreeve-agent",
                        "portreeve-agent " + AgentVersion.read());
        assertThat(ended.status()).isZero();
    }

    @Test
    void installerInstallsNothingThatHasAnotherSum() throws Exception {
        Ended ended = inACopy(BEFORE + installer("0".repeat(64)) + "echo not reached");
        assertThat(ended.said()).contains("nothing was installed").doesNotContain("not reached");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(inACopy(BEFORE + "(" + installer("0".repeat(64)) + ") 2>/dev/null || true\n" + TRACES))
                .isEqualTo(new Ended(0, ""));
    }

    @Test
    void installerKeepsOffWhatThePackageInstalled() throws Exception {
        assertThat(inACopy(INSTALLED + installer(sum())).said()).contains("the Debian package is installed here");
    }

    private static String installer(String sum) throws IOException {
        return "cat > /tmp/install.sh <<'END_OF_INSTALLER'\n"
                + Files.readString(MODULE.resolve("src/main/dist/install.sh"))
                + "\nEND_OF_INSTALLER\nchmod +x /tmp/install.sh\n"
                + "/tmp/install.sh --jar /given/portreeve-agent.jar --sha256 " + sum + "\n";
    }

    private static String sum() throws Exception {
        byte[] jar = Files.readAllBytes(BUILT.resolve("portreeve-agent.jar"));
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
    }

    private static Ended inACopy(String script) throws Exception {
        return run(script, MODULE.resolve("src/test/scripts/in-a-copy").toString(), BUILT.toString());
    }

    private static Ended run(String input, String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }
}
