package io.portreeve.cloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.platform.OrganizationId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
    private static final OrganizationId OURS = new OrganizationId(new UUID(1, 1));
    private static final OrganizationId THEIRS = new OrganizationId(new UUID(2, 2));
    private static final OrganizationId OTHERS = new OrganizationId(new UUID(3, 3));

    private final WaitingRoom room = new WaitingRoom(100);

    @Test
    void oneOrganizationAloneTakesHalfAndLeavesAQuarterToEachOfTheNext() {
        assertThat(room.take(OURS, 50)).isTrue();
        assertThat(room.take(OURS, 1)).isFalse();
        assertThat(room.take(THEIRS, 25)).isTrue();
        assertThat(room.take(THEIRS, 1)).isFalse();
        assertThat(room.take(OTHERS, 26)).isFalse();
        assertThat(room.take(OTHERS, 25)).isTrue();
        assertThat(room.taken()).isEqualTo(100);
    }

    @Test
    void shareThatIsLeftMayBeTakenAgain() {
        assertThat(room.take(OURS, 30)).isTrue();
        assertThat(room.take(THEIRS, 20)).isTrue();
        assertThat(room.take(OURS, 1)).isFalse();
        room.leave(OURS, 30);
        assertThat(room.take(OURS, 25)).isTrue();
        room.leave(OURS, 25);
        room.leave(THEIRS, 20);
        assertThat(room.taken()).isZero();
    }
}
