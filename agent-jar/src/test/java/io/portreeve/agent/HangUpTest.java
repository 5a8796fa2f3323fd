package io.portreeve.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HangUpTest {
    @Test
    @Timeout(60)
    void signalRunsTheActionAndTheProcessLives() throws Exception {
        Process listener = listener();
        try (BufferedReader said = listener.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("listening");
            for (int signals = 0; signals < 2; signals++) {
                assertThat(new ProcessBuilder("kill", "-HUP", String.valueOf(listener.pid()))
                                .start()
                                .waitFor())
                        .isZero();
                assertThat(said.readLine()).isEqualTo("heard");
            }
            assertThat(listener.isAlive()).isTrue();
        } finally {
            listener.destroyForcibly();
        }
    }

    /** A process of its own: a runtime that was started with the signal ignored, as by nohup, cannot listen to it. */
    private static Process listener() throws IOException, URISyntaxException {
        return new ProcessBuilder(
                        "env",
                        "--default-signal=HUP",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        place(HangUp.class) + ":" + place(Listener.class),
                        Listener.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Path place(Class<?> of) throws URISyntaxException {
        return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    static final class Listener {
        private Listener() {}

        public static void main(String[] arguments) throws InterruptedException {
            HangUp.handle(() -> System.out.println("heard"));
            System.out.println("listening");
            TimeUnit.MINUTES.sleep(2);
        }
    }
}
