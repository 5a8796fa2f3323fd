package io.portreeve.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogFramesTest {
    private static final String TIME = "2026-01-01T00:00:00.123456789Z";
    private static final long NANOS = 1_767_225_600_123_456_789L;
    private static final int PART = 16 * 1024;
    private static final int LONGEST = 64 * 1024;

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    @Test
    void frameIsALineWithItsTimeAndStream() throws IOException {
        frame(1, TIME + " out\n");
        frame(2, TIME + " err\r\n");
        frame(1, TIME + " \n");
        assertThat(read(false))
                .containsExactly(
                        new EngineLine(NANOS, false, "out", false),
                        new EngineLine(NANOS, true, "err", false),
                        new EngineLine(NANOS, false, "", false));
    }

    @Test
    void partsAreJoinedPerStreamUntilTheLineFeed() throws IOException {
        frame(1, TIME + " " + "a".repeat(PART));
        frame(2, TIME + " between\n");
        frame(1, "2026-01-01T00:00:01.000000000Z b c\n");
        assertThat(read(false)).extracting(EngineLine::text).containsExactly("between", "a".repeat(PART) + "b c");
    }

    @Test
    void laterPartWithoutATimeIsTextAsItIs() throws IOException {
        frame(1, TIME + " " + "a".repeat(PART));
        frame(1, "b c\n");
        assertThat(read(false)).extracting(EngineLine::text).containsExactly("a".repeat(PART) + "b c");
    }

    @Test
    void characterThatIsCutInTwoIsWhole() throws IOException {
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        first.writeBytes((TIME + " " + "a".repeat(PART - 1)).getBytes(StandardCharsets.UTF_8));
        first.write(euro, 0, 1);
        frame(1, first.toByteArray());
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        second.writeBytes((TIME + " ").getBytes(StandardCharsets.UTF_8));
        second.write(euro, 1, 2);
        second.write('\n');
        frame(1, second.toByteArray());
        assertThat(read(false)).extracting(EngineLine::text).containsExactly("a".repeat(PART - 1) + "€");
    }

    @Test
    void terminalHasNoFramesAndNoStreams() throws IOException {
        text(TIME + " one\r\n" + TIME + " two words\r\n" + TIME + " \r\n");
        assertThat(read(true))
                .containsExactly(
                        new EngineLine(NANOS, false, "one", false),
                        new EngineLine(NANOS, false, "two words", false),
                        new EngineLine(NANOS, false, "", false));
    }

    @Test
    void partsOfATerminalsLineAreJoinedWithoutTheTimesBetween() throws IOException {
        text(TIME + " " + "a".repeat(PART) + TIME + " " + "b".repeat(PART) + TIME + " c\r\n" + TIME + " next\n");
        assertThat(read(true))
                .extracting(EngineLine::text)
                .containsExactly("a".repeat(PART) + "b".repeat(PART) + "c", "next");
    }

    @Test
    void terminalsLineThatIsJustAsLongAsAPartIsWhole() throws IOException {
        text(TIME + " " + "a".repeat(PART) + "\n" + TIME + " next\n");
        assertThat(read(true)).extracting(EngineLine::text).containsExactly("a".repeat(PART), "next");
    }

    @Test
    void lineBeyondTheBoundIsCutAndSaysSo() throws IOException {
        for (int i = 0; i < 5; i++) {
            frame(1, TIME + " " + "a".repeat(PART));
        }
        frame(1, TIME + " z\n");
        assertThat(read(false)).singleElement().satisfies(line -> {
            assertThat(line.text()).hasSize(LONGEST);
            assertThat(line.isCut()).isTrue();
        });
    }

    @Test
    void bytesThatAreNoTextAreReplaced() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((TIME + " a").getBytes(StandardCharsets.UTF_8));
        bytes.write(0xFF);
        bytes.write('\n');
        frame(1, bytes.toByteArray());
        assertThat(read(false)).extracting(EngineLine::text).containsExactly("a\uFFFD");
    }

    @Test
    void lineThatNeverEndedIsThereWhenTheContainerHasEnded() throws IOException {
        frame(1, TIME + " half");
        assertThat(read(false)).extracting(EngineLine::text).containsExactly("half");
    }

    @Test
    void nonsenseIsRefused() throws IOException {
        sent.write(new byte[] {1, 0, 0, 0, 127, 0, 0, 0});
        assertThatThrownBy(() -> read(false)).isInstanceOf(IOException.class);
        sent.reset();
        frame(1, "no time\n");
        assertThatThrownBy(() -> read(false)).isInstanceOf(IOException.class);
        sent.reset();
        sent.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 9, 'x'});
        assertThatThrownBy(() -> read(false)).isInstanceOf(IOException.class);
    }

    private void frame(int stream, String text) {
        frame(stream, text.getBytes(StandardCharsets.UTF_8));
    }

    private void frame(int stream, byte[] bytes) {
        sent.writeBytes(new byte[] {(byte) stream, 0, 0, 0, 0, 0, (byte) (bytes.length >>> 8), (byte) bytes.length});
        sent.writeBytes(bytes);
    }

    private void text(String text) {
        sent.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<EngineLine> read(boolean tty) throws IOException {
        LogFrames frames = new LogFrames(new ByteArrayInputStream(sent.toByteArray()), tty, LONGEST);
        List<EngineLine> lines = new ArrayList<>();
        for (Optional<EngineLine> line = frames.next(); line.isPresent(); line = frames.next()) {
            lines.add(line.get());
        }
        return lines;
    }
}
