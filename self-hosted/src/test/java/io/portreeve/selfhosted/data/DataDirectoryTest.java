package io.portreeve.selfhosted.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path directory;

    @Test
    void onlyItsOwnerMayLookIntoIt() throws IOException {
        Path open = Files.createDirectory(
                directory.resolve("open"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        try (DataDirectory data = DataDirectory.open(open)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.root())))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.secrets())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void isUsedByOneAtATime() {
        try (DataDirectory first = DataDirectory.open(directory)) {
            assertThatThrownBy(() -> DataDirectory.open(directory))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessageContaining("Another Portreeve is running")
                    .hasMessageContaining(first.root().toString());
        }
        DataDirectory.open(directory).close();
    }

    @Test
    void ofANewerVersionIsRefused() throws IOException {
        DataDirectory.open(directory).close();
        Files.writeString(directory.resolve("format"), "2\n");

        assertThatThrownBy(() -> DataDirectory.open(directory))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void withADamagedFormatIsRefused() throws IOException {
        Files.writeString(directory.resolve("format"), "what?\n");

        assertThatThrownBy(() -> DataDirectory.open(directory))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void thatIsAFileIsRefused() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("cannot be used");
    }

    @Test
    void diskWithoutRoomIsRefused() {
        assertThatThrownBy(() -> DiskRoom.check(directory.resolve("not").resolve("yet"), Long.MAX_VALUE))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("MiB free")
                .hasMessageContaining("--data");
        DiskRoom.check(directory, 1);
    }
}
