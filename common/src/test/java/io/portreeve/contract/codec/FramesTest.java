package io.portreeve.contract.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portreeve.contract.protocol.Limits;
import java.nio.charset.StandardCharsets;
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
}
