package io.portreeve.contract.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portreeve.contract.protocol.Limits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FramesTest {
    @Test
    void compressedFrameComesBackEqual() {
        byte[] message = "{\"type\":\"HEARTBEAT\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(Frames.decompress(Frames.compress(message))).isEqualTo(message);
    }

    @Test
    void frameThatGrowsBeyondTheLimitIsTooLarge() {
        byte[] bomb = Frames.compress(new byte[Limits.MESSAGE_BYTES + 1]);
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> Frames.decompress(bomb))
                .matches(MalformedMessageException::isTooLarge);
    }

    @Test
    void frameBeyondTheLimitIsTooLarge() {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> Frames.decompress(new byte[Limits.FRAME_BYTES + 1]))
                .matches(MalformedMessageException::isTooLarge);
    }

    @Test
    void whatIsNotGzipIsMalformedAndNotTooLarge() {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> Frames.decompress("{}".getBytes(StandardCharsets.UTF_8)))
                .matches(malformed -> !malformed.isTooLarge());
    }

    @Test
    void everyLengthComesBackEqual() {
        for (int length = 0; length < 3_000; length += 37) {
            byte[] message = new byte[length];
            for (int index = 0; index < length; index++) {
                message[index] = (byte) (index * index / 7);
            }
            assertThat(Frames.decompress(Frames.compress(message))).isEqualTo(message);
        }
    }

    @Test
    void frameOfAnotherFormOfGzipIsRead() {
        byte[] plain = Frames.compress("{}".getBytes(StandardCharsets.UTF_8));
        byte[] named = concatenated(
                Arrays.copyOf(plain, 10), new byte[] {'a', 0}, Arrays.copyOfRange(plain, 10, plain.length));
        named[3] = 8;
        assertThat(Frames.decompress(named)).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(Frames.decompress(concatenated(plain, plain))).isEqualTo("{}{}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void damagedFrameIsMalformed() {
        byte[] frame = Frames.compress("{\"type\":\"HEARTBEAT\"}".getBytes(StandardCharsets.UTF_8));
        for (int damaged = 0; damaged < frame.length; damaged++) {
            byte[] other = frame.clone();
            other[damaged] ^= 0x55;
            boolean matters = damaged < 4 || damaged > 9;
            if (matters) {
                assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> Frames.decompress(other));
            }
        }
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> Frames.decompress(Arrays.copyOf(frame, frame.length - 5)));
    }

    @Test
    void manyThreadsUnpackAtOnce() {
        byte[] message = "{\"type\":\"HEARTBEAT\"}".repeat(200).getBytes(StandardCharsets.UTF_8);
        byte[] frame = Frames.compress(message);
        assertThat(IntStream.range(0, 2_000).parallel().mapToObj(any -> Frames.decompress(frame)))
                .allSatisfy(unpacked -> assertThat(unpacked).isEqualTo(message));
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
