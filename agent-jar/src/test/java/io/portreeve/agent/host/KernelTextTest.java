package io.portreeve.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "' 7\n', 7",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, 9223372036854775807",
        "99999999999999999999, 9223372036854775807"
    })
    void digitsAreANumber(String text, long number) {
        assertThat(KernelText.number(text)).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "max", "-1", "1 2", "12k", "+3"})
    void anythingElseIsNoNumber(String text) {
        assertThat(KernelText.number(text)).isEmpty();
    }

    @Test
    void keysAreFoundInAnyOrder() {
        KeyedText text = new KeyedText("cache 1\ntotal_cache 2\nrss 3\nbroken\nrss_huge 4\nlast 5");
        assertThat(text.number("rss")).hasValue(3);
        assertThat(text.number("last")).hasValue(5);
        assertThat(text.number("cache")).hasValue(1);
        assertThat(text.number("cache")).hasValue(1);
        assertThat(text.number("rss_huge")).hasValue(4);
        assertThat(text.number("total_cache")).hasValue(2);
    }

    @Test
    void keyThatIsNotThereHasNoNumber() {
        KeyedText text = new KeyedText("total_cache 2\nbroken\nodd x\n");
        assertThat(text.number("cache")).isEmpty();
        assertThat(text.number("broken")).isEmpty();
        assertThat(text.number("odd")).isEmpty();
        assertThat(text.number("total")).isEmpty();
        assertThat(new KeyedText("").number("any")).isEmpty();
    }

    @Test
    void readAndWrittenBlocksAreSummedOverDevices() {
        assertThat(KernelText.throttledBlocks(
                        "8:0 Read 3\n8:0 Write 2\n8:0 Sync 1\n8:16 Read 1\n8:16 Write\nTotal 6\n"))
                .isEqualTo(new KernelText.Transfer(4, 2));
        assertThat(KernelText.throttledBlocks("")).isEqualTo(new KernelText.Transfer(0, 0));
        assertThat(KernelText.throttledBlocks("Total 0\n")).isEqualTo(new KernelText.Transfer(0, 0));
        assertThat(KernelText.blocks("8:0 rbytes=1 wbytes=2 rios=3 wios=4 dbytes=9\n8:16 rbytes=10 wios=40\n\n"))
                .isEqualTo(new KernelText.Blocks(new KernelText.Transfer(11, 2), new KernelText.Transfer(3, 44)));
    }

    @Test
    void loopbackIsNoTraffic() {
        String head = "Inter-|   Receive  |  Transmit\n face |bytes    packets\n";
        String row = ": 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0\n";
        assertThat(KernelText.traffic(head + "    lo" + row + "  lo0" + row + "eth0" + row + " cut: 1 2\n"))
                .contains(new KernelText.Traffic(2, 4, 10, 12, 20, 24));
        assertThat(KernelText.traffic(head + "    lo" + row)).contains(new KernelText.Traffic(0, 0, 0, 0, 0, 0));
        assertThat(KernelText.traffic("")).isEmpty();
    }
}
