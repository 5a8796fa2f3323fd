package io.portreeve.contract.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portreeve.contract.protocol.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiveFramesTest {
    private static final byte[] MESSAGE =
            new MessageCodec().encode(Examples.ofAgent().get("live"));

    /** As a first agent of this capability sent it. */
    private static final String FIRST =
            "78bbe41b4f378dd2410e80300844d10b9986414aed613c8a77972624d5964637ac66f53e63d65e520b73562218"
                    + "fa1054a6a06f65244be4801135a51cfb822cef81ca31b450d5ad9d1fe268093facd9376be5fdb958f98a8f5cd67ef7bc6e36036d20";

    @Test
    void dictionaryNeverChanges() {
        assertThat(HexFormat.of().toHexDigits(LiveDictionary.ID)).isEqualTo("e41b4f37");
        assertThat(Frames.decompress(HexFormat.of().parseHex(FIRST))).isEqualTo(MESSAGE);
    }

    @Test
    void everyLengthComesBackEqual() {
        for (int length = 0; length < 6_000; length += 73) {
            byte[] message = new byte[length];
            new Random(length).nextBytes(message);
            assertThat(Frames.decompress(Frames.compressLive(message))).isEqualTo(message);
        }
        byte[] largest = new byte[Limits.MESSAGE_BYTES];
        assertThat(Frames.decompress(Frames.compressLive(largest))).isEqualTo(largest);
    }

    @Test
    void namesOfFieldsCostNextToNothing() {
        assertThat(Frames.compressLive(MESSAGE).length).isLessThan(Frames.compress(MESSAGE).length / 2);
    }

    @Test
    void frameThatGrowsBeyondTheLimitIsTooLarge() {
        byte[] bomb = Frames.compressLive(new byte[Limits.MESSAGE_BYTES + 1]);
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> Frames.decompress(bomb))
                .matches(MalformedMessageException::isTooLarge);
    }

    @Test
    void damagedFrameIsMalformed() {
        byte[] frame = Frames.compressLive(MESSAGE);
        for (int damaged = 0; damaged < frame.length; damaged++) {
            byte[] other = frame.clone();
            other[damaged] ^= 0x55;
            assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> Frames.decompress(other));
        }
        for (int length = 0; length < frame.length; length++) {
            byte[] part = Arrays.copyOf(frame, length);
            assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> Frames.decompress(part));
        }
        byte[] longer = Arrays.copyOf(frame, frame.length + 1);
        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> Frames.decompress(longer));
    }

    @Test
    void frameOfADictionaryThatIsNotKnownIsMalformed() {
        byte[] frame = Frames.compressLive("{}".getBytes(StandardCharsets.UTF_8));
        frame[3]++;
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> Frames.decompress(frame))
                .havingCause()
                .withMessage("another dictionary");
    }
}
