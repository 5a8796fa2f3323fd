package io.portreeve.cloud.platform;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private final Wire wire = new Wire();
    private final Events events = new Events();
    private final AtomicInteger completed = new AtomicInteger();
    private final EventStream stream = begin();

    @Test
    void whatThereIsGoesAsSoonAsItCan() {
        events.waiting.add("one");
        stream.wake();
        assertThat(wire.written).isEmpty();
        wire.ready = true;
        stream.onWritePossible();
        assertThat(wire.written).containsExactly("one");
        events.waiting.add("two");
        stream.wake();
        assertThat(wire.written).containsExactly("one", "two");
    }

    @Test
    void slowReaderIsNotWrittenTo() {
        wire.ready = true;
        wire.takes = 1;
        events.waiting.addAll(List.of("one", "two", "three"));
        stream.wake();
        assertThat(wire.written).containsExactly("one");
        assertThat(events.waiting).containsExactly("two", "three");
    }

    @Test
    void streamEndsAfterTheLastEvent() {
        wire.ready = true;
        events.waiting.add("last");
        events.over = true;
        stream.wake();
        assertThat(wire.written).containsExactly("last");
        assertThat(completed).hasValue(1);
        assertThat(events.left).isEqualTo(1);
        stream.wake();
        assertThat(completed).hasValue(1);
    }

    @Test
    void readerThatIsGoneLeaves() {
        wire.ready = true;
        wire.broken = true;
        events.waiting.add("one");
        stream.wake();
        assertThat(completed).hasValue(1);
        assertThat(events.left).isEqualTo(1);
    }

    private EventStream begin() {
        AsyncContext context = proxy(AsyncContext.class, (self, method, arguments) -> {
            if (method.getName().equals("complete")) {
                completed.incrementAndGet();
            }
            return null;
        });
        HttpServletRequest request = proxy(
                HttpServletRequest.class,
                (self, method, arguments) -> method.getName().equals("isAsyncStarted") ? (Object) false : context);
        HttpServletResponse response = proxy(
                HttpServletResponse.class,
                (self, method, arguments) -> method.getName().equals("getOutputStream") ? wire : null);
        try {
            return EventStream.begin(request, response, events, Duration.ofMinutes(1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static final class Events implements EventStream.Source {
        private final Deque<String> waiting = new ArrayDeque<>();
        private boolean over;
        private int left;

        @Override
        public Optional<String> next() {
            return Optional.ofNullable(waiting.poll());
        }

        @Override
        public boolean isOver() {
            return over;
        }

        @Override
        public void left() {
            left++;
        }
    }

    private static final class Wire extends ServletOutputStream {
        private final List<String> written = new ArrayList<>();
        private boolean ready;
        private boolean broken;
        private int takes = Integer.MAX_VALUE;

        @Override
        public boolean isReady() {
            return ready && written.size() < takes;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            // The container would call it later.
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            if (broken) {
                throw new IOException("gone");
            }
            written.add(new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public void write(int each) {
            throw new UnsupportedOperationException();
        }
    }
}
