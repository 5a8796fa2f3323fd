package io.portreeve.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.agent.config.Setting;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.enrol.IdentityFile;
import io.portreeve.agent.host.FakeHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostChecksTest {
    private static final long NO_ROOM_NEEDED = 0;

    @TempDir
    Path directory;

    private final Map<Setting, String> settings = new EnumMap<>(Setting.class);
    private Path identity;

    @BeforeEach
    void prepare() throws Exception {
        identity = directory.resolve("identity");
        settings.put(Setting.STATE_DIR, directory.toString());
        new IdentityFile(identity)
                .write(new Identity(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        "https://cloud.example",
                        KeyPairGenerator.getInstance("Ed25519")
                                .generateKeyPair()
                                .getPrivate()));
    }

    @Test
    void hostThatIsAsItShouldBeIsWell() throws IOException {
        assertThat(look(NO_ROOM_NEEDED).values()).extracting(Finding::mark).containsOnly(Mark.OK);
    }

    @Test
    void hostThatIsNotEnrolledIsTold() throws IOException {
        Files.delete(identity);
        assertFailed("identity", "not enrolled", "Add host");
    }

    @Test
    void identityThatOthersMayReadIsTold() throws IOException {
        Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw-r-----"));
        assertFailed("identity", "others than its owner", "chmod 600");
    }

    @Test
    void damagedIdentityIsTold() throws IOException {
        Files.writeString(identity, "{}");
        assertFailed("identity", "damaged", "enrol");
    }

    @Test
    void missingStateDirectoryIsTold() throws IOException {
        settings.put(Setting.IDENTITY, identity.toString());
        settings.put(Setting.STATE_DIR, directory.resolve("absent").toString());
        assertFailed("state directory", "there is no", "enrolling makes it");
    }

    @Test
    void fileInPlaceOfTheStateDirectoryIsTold() throws IOException {
        settings.put(Setting.STATE_DIR, identity.toString());
        settings.put(Setting.IDENTITY, identity.toString());
        assertFailed("state directory", "is no directory", "state-dir");
    }

    @Test
    void littleRoomIsAWarning() throws IOException {
        Finding finding = look(Long.MAX_VALUE).get("state directory");
        assertThat(finding.mark()).isEqualTo(Mark.WARNING);
        assertThat(finding.text()).contains("MiB left");
    }

    @Test
    void procThatIsNotTheHostsIsTold() throws IOException {
        settings.put(Setting.PROC_ROOT, directory.resolve("proc").toString());
        assertFailed("proc", "cannot read", "proc-root");
        new FakeHost(directory).put("proc/stat", "").put("proc/loadavg", "").put("proc/sys/kernel/osrelease", "6.1");
        assertThat(look(NO_ROOM_NEEDED).get("proc").mark()).isEqualTo(Mark.OK);
    }

    private void assertFailed(String check, String text, String advice) throws IOException {
        Finding finding = look(NO_ROOM_NEEDED).get(check);
        assertThat(finding.mark()).isEqualTo(Mark.FAILED);
        assertThat(finding.text()).contains(text).doesNotContain("\n");
        assertThat(finding.advice()).contains(advice).doesNotContain("\n");
    }

    private Map<String, Finding> look(long roomBytes) throws IOException {
        return Looks.at(new HostChecks(Looks.config(directory, settings), roomBytes).checks());
    }
}
