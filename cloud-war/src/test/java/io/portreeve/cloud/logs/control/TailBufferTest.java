package io.portreeve.cloud.logs.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.logs.LiveLine;
import io.portreeve.cloud.logs.LiveTail;
import io.portreeve.cloud.logs.LogStream;
import io.portreeve.cloud.logs.TailEnd;
import io.portreeve.cloud.platform.OrganizationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TailBufferTest {
    private static final OrganizationId ORGANIZATION = new OrganizationId(new UUID(0, 1));
    private static final ContainerId CONTAINER = new ContainerId(new UUID(0, 2));

    private final TailBuffer buffer = new TailBuffer();

    @BeforeEach
    void whoBeginsIsToldToWait() {
        assertThat(buffer.take()).contains(new TailNews.Standing("waiting"));
        assertThat(buffer.take()).isEmpty();
    }

    @Test
    void linesAreToldOnceAndInOrder() {
        buffer.offer(following(0, line(1), line(2)));
        buffer.offer(following(3, line(3)));
        assertThat(buffer.take()).contains(new TailNews.Lines(3, List.of(line(1), line(2), line(3))));
        assertThat(buffer.take()).contains(new TailNews.Standing("following"));
        assertThat(buffer.take()).isEmpty();
    }

    @Test
    void linesThatAreToldAgainToSomebodyElseArePassedOver() {
        buffer.offer(following(0, line(1), line(2)));
        buffer.offer(following(0, line(1), line(2), line(3)));
        assertThat(buffer.take()).contains(new TailNews.Lines(0, List.of(line(1), line(2), line(3))));
    }

    @Test
    void linesOfAnAgentThatCountsAnewAreNew() {
        buffer.offer(following(0, line(7), line(8)));
        LiveLine anew = new LiveLine(1, at(8), LogStream.STDOUT, "told before");
        LiveLine next = new LiveLine(2, at(9), LogStream.STDOUT, "next");
        buffer.offer(following(0, anew, next));
        assertThat(buffer.take()).contains(new TailNews.Lines(0, List.of(line(7), line(8), next)));
    }

    @Test
    void lineBehindItsTimeIsToldAllTheSame() {
        LiveLine late = new LiveLine(9, at(1), LogStream.STDERR, "late");
        buffer.offer(following(0, line(8), late));
        assertThat(buffer.take()).contains(new TailNews.Lines(0, List.of(line(8), late)));
    }

    @Test
    void whoReadsTooSlowlyGetsTheNewestAndTheCountOfWhatGaveWay() {
        int written = TailBuffer.MOST_LINES + 30;
        LongStream.rangeClosed(1, written).forEach(number -> buffer.offer(following(0, line(number))));
        List<LiveLine> told = new ArrayList<>();
        long missed = 0;
        for (Optional<TailNews> news = buffer.take(); news.isPresent(); news = buffer.take()) {
            if (news.get() instanceof TailNews.Lines lines) {
                assertThat(lines.lines()).hasSizeLessThanOrEqualTo(TailBuffer.MOST_AT_ONCE);
                told.addAll(lines.lines());
                missed += lines.missed();
            }
        }
        assertThat(missed).isEqualTo(30);
        assertThat(told).hasSize(TailBuffer.MOST_LINES).first().isEqualTo(line(31));
    }

    @Test
    void longLinesGiveWayToo() {
        String text = "x".repeat(TailBuffer.MOST_CHARACTERS / 2);
        LongStream.rangeClosed(1, 5)
                .forEach(
                        number -> buffer.offer(following(0, new LiveLine(number, at(number), LogStream.STDOUT, text))));
        assertThat(buffer.take())
                .hasValueSatisfying(news -> assertThat(news).isInstanceOfSatisfying(TailNews.Lines.class, lines -> {
                    assertThat(lines.missed()).isEqualTo(3);
                    assertThat(lines.lines()).extracting(LiveLine::number).containsExactly(4L, 5L);
                }));
    }

    @Test
    void whatTheAgentSaysEndsItAfterItsLastLines() {
        buffer.offer(tail("forbidden", 0, line(1)));
        buffer.offer(following(0, line(2)));
        buffer.beat();
        assertThat(buffer.take()).contains(new TailNews.Lines(0, List.of(line(1))));
        assertThat(buffer.isOver()).isFalse();
        assertThat(buffer.take()).contains(new TailNews.Ended(TailEnd.FORBIDDEN));
        assertThat(buffer.isOver()).isTrue();
        assertThat(buffer.take()).isEmpty();
    }

    @Test
    void firstReasonStands() {
        buffer.end(TailEnd.CONTAINER_GONE);
        buffer.end(TailEnd.TIME_OVER);
        assertThat(buffer.take()).contains(new TailNews.Ended(TailEnd.CONTAINER_GONE));
    }

    @Test
    void containerThatStopsMayRunAgain() {
        buffer.offer(tail("ended", 0));
        assertThat(buffer.take()).contains(new TailNews.Standing("stopped"));
        buffer.offer(tail(LiveTail.ASKED, 0));
        assertThat(buffer.take()).isEmpty();
        buffer.offer(tail("unreadable", 0));
        assertThat(buffer.take()).contains(new TailNews.Standing("unreadable"));
        buffer.offer(tail("of-a-newer-agent", 0));
        assertThat(buffer.take()).contains(new TailNews.Standing("following"));
    }

    @Test
    void beatsAreToldOnceHoweverManyWait() {
        buffer.beat();
        buffer.beat();
        assertThat(buffer.take()).contains(new TailNews.Beat());
        assertThat(buffer.take()).isEmpty();
    }

    private static LiveTail following(long missed, LiveLine... lines) {
        return tail("following", missed, lines);
    }

    private static LiveTail tail(String state, long missed, LiveLine... lines) {
        return new LiveTail(ORGANIZATION, CONTAINER, state, missed, List.of(lines));
    }

    private static LiveLine line(long number) {
        return new LiveLine(number, at(number), LogStream.STDOUT, "line " + number);
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
