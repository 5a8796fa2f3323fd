package io.portreeve.cloud.logs.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.logs.LiveLine;
import io.portreeve.cloud.logs.LiveTail;
import io.portreeve.cloud.logs.LogStream;
import io.portreeve.cloud.logs.TailEnd;
import io.portreeve.cloud.platform.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TailTextTest {
    private static final LiveLine LINE = new LiveLine(
            1, Instant.parse("2026-11-26T02:03:04.5Z"), LogStream.STDERR, "two\nlines and \u2028 \"quotes\"");

    @Test
    void linesAreOneEventOfOneLineWithMomentsOfOneLength() {
        assertThat(TailText.of(new TailNews.Lines(4, List.of(LINE))))
                .isEqualTo("event: lines\ndata: {\"missed\":4,\"lines\":[{\"at\":\"2026-11-26T02:03:04.500000000Z\","
                        + "\"stream\":\"stderr\",\"text\":\"two\\nlines and \u2028 \\\"quotes\\\"\"}]}\n\n");
    }

    @Test
    void standingBeatAndEndAreEvents() {
        assertThat(TailText.of(new TailNews.Standing("waiting")))
                .isEqualTo("event: state\ndata: {\"state\":\"waiting\"}\n\n");
        assertThat(TailText.of(new TailNews.Beat())).isEqualTo("event: beat\ndata: {}\n\n");
        assertThat(TailText.of(new TailNews.Ended(TailEnd.AGENT_TOO_OLD)))
                .startsWith("event: end\ndata: {\"reason\":\"agent-too-old\",\"detail\":\"");
    }

    @Test
    void nodesUnderstandEachOther() {
        LiveTail tail = new LiveTail(
                new OrganizationId(new UUID(1, 2)), new ContainerId(new UUID(3, 4)), "following", 5, List.of(LINE));
        assertThat(LogJson.readTail(LogJson.write(tail))).contains(tail);
        assertThat(LogJson.readTail("nonsense")).isEmpty();
    }
}
