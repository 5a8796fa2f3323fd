package io.portreeve.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HangUpTest {
    @Test
    void signalRunsTheActionAndTheProcessLives() throws Exception {
        CountDownLatch heard = new CountDownLatch(2);
        HangUp.handle(heard::countDown);
        for (int signals = 0; signals < 2; signals++) {
            long before = heard.getCount();
            assertThat(new ProcessBuilder(
                                    "kill",
                                    "-HUP",
                                    String.valueOf(ProcessHandle.current().pid()))
                            .start()
                            .waitFor())
                    .isZero();
            await().atMost(60, TimeUnit.SECONDS).until(() -> heard.getCount() < before);
        }
        assertThat(heard.getCount()).isZero();
    }
}
