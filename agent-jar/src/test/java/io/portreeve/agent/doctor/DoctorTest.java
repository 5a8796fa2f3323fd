package io.portreeve.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DoctorTest {
    @Test
    void lookThatHangsIsGivenUpAndTheNextOneIsTaken() {
        CountDownLatch never = new CountDownLatch(1);
        List<String> found = examine(
                new Check("hangs", () -> {
                    never.await();
                    return Finding.ok("");
                }),
                new Check("next", () -> Finding.ok("well")));
        assertThat(found).containsExactly("hangs failed no answer within 0 s", "next ok well");
    }

    @Test
    void lookThatBreaksIsAFinding() {
        assertThat(examine(new Check("breaks", () -> {
                    throw new IllegalStateException("broken");
                })))
                .singleElement()
                .asString()
                .startsWith("breaks failed cannot be looked at")
                .contains("broken");
    }

    private static List<String> examine(Check... checks) {
        List<String> found = new ArrayList<>();
        new Doctor(Duration.ofMillis(200))
                .examine(
                        List.of(checks),
                        (name, finding) -> found.add(name + " " + finding.mark().word() + " " + finding.text()));
        return found;
    }
}
