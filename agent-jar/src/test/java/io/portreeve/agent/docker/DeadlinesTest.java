package io.portreeve.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private final Deadlines deadlines = new Deadlines("call", 2);

    @AfterEach
    void close() {
        deadlines.close();
    }

    @Test
    void callsBeyondTheBoundWaitTheirTurn() {
        CountDownLatch open = new CountDownLatch(1);
        List<CompletableFuture<Integer>> calls = IntStream.range(0, 200)
                .mapToObj(each -> CompletableFuture.supplyAsync(() -> inTurn(open, each), DeadlinesTest::run))
                .toList();
        open.countDown();
        assertThat(calls.stream().map(CompletableFuture::join))
                .containsExactlyElementsOf(IntStream.range(0, 200).boxed().toList());
    }

    @Test
    void whoseTurnDoesNotComeIsGivenUp() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(2);
        List<Thread> callers = Stream.generate(() -> run(() -> {
                    busy.countDown();
                    inTurn(open, 0);
                }))
                .limit(2)
                .toList();
        busy.await();
        try {
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> {
                while (true) {
                    deadlines.callInTurn(Duration.ofMillis(50), () -> 0);
                }
            });
        } finally {
            open.countDown();
            for (Thread caller : callers) {
                caller.join();
            }
        }
    }

    private int inTurn(CountDownLatch open, int answer) {
        try {
            return deadlines.callInTurn(LONG, () -> {
                open.await();
                return answer;
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Thread run(Runnable work) {
        Thread thread = new Thread(work, "caller");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
