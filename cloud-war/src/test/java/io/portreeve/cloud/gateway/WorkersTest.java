package io.portreeve.cloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final Workers workers = new Workers(this::thread, 2);

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task);
        threads.add(thread);
        return thread;
    }

    @AfterEach
    void stop() {
        workers.stop(PATIENCE);
    }

    @Test
    void threadsAreThereBeforeTheFirstTask() {
        assertThat(threads).hasSize(2).allMatch(Thread::isAlive);
    }

    @Test
    void manyTasksNeedNoFurtherThreads() throws InterruptedException {
        for (int task = 0; task < 1_000; task++) {
            workers.execute(() -> done.add("done"));
        }
        for (int task = 0; task < 1_000; task++) {
            assertThat(next()).isEqualTo("done");
        }
        assertThat(threads).hasSize(2);
    }

    @Test
    void taskThatThrowsTakesNoThreadWithIt() throws InterruptedException {
        for (int task = 0; task < 4; task++) {
            workers.execute(() -> {
                throw new IllegalStateException("broken");
            });
        }
        workers.execute(() -> done.add("next"));
        assertThat(next()).isEqualTo("next");
        assertThat(threads).hasSize(2).allMatch(Thread::isAlive);
    }

    @Test
    void whatWaitsIsDoneBeforeTheThreadsEnd() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        workers.execute(() -> await(held));
        workers.execute(() -> await(held));
        workers.execute(() -> done.add("last"));
        held.countDown();
        workers.stop(PATIENCE);
        assertThat(next()).isEqualTo("last");
        Awaitility.await().atMost(PATIENCE).until(() -> threads.stream().noneMatch(Thread::isAlive));
        assertThatThrownBy(() -> workers.execute(() -> done.add("late")))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void taskThatDoesNotEndIsInterrupted() {
        workers.execute(() -> await(new CountDownLatch(1)));
        workers.stop(Duration.ofMillis(1));
        Awaitility.await().atMost(PATIENCE).until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    private String next() throws InterruptedException {
        return done.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
