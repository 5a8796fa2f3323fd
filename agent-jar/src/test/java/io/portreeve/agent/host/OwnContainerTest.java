package io.portreeve.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnContainerTest {
    private static final String ID = "0123456789abcdef".repeat(4);
    private static final String OTHER = "f".repeat(64);

    @Test
    void filesThatTheEngineGivesTellTheContainer() {
        assertThat(OwnContainer.ids("""
                        700 690 0:50 / / rw,relatime - overlay overlay rw,lowerdir=/l/A:/l/B
                        712 700 8:1 /var/lib/docker/containers/%s/resolv.conf /etc/resolv.conf rw - ext4 /dev/sda1 rw
                        713 700 8:1 /var/lib/docker/containers/%s/hostname /etc/hostname rw - ext4 /dev/sda1 rw
                        """.formatted(ID, ID), "0::/\n")).containsExactly(ID);
    }

    @Test
    void controlGroupsOfVersion1TellTheContainer() {
        assertThat(OwnContainer.ids("", "5:memory:/docker/" + ID + "\n4:cpu:/system.slice/docker-" + ID + ".scope\n"))
                .containsExactly(ID);
    }

    @Test
    void mountsOfOtherContainersOnAHostAreNotItsOwn() {
        assertThat(OwnContainer.ids("""
                        90 25 0:60 / /var/lib/docker/containers/%s/mounts/shm rw - tmpfs shm rw
                        91 25 8:1 /srv/%s/data /data rw - ext4 /dev/sda1 rw
                        nonsense
                        """.formatted(OTHER, OTHER), "0::/system.slice/portreeve-agent.service\n"))
                .isEmpty();
    }
}
