package io.portreeve.systemtests.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.portreeve.systemtests.fixture.FirstHost;
import io.portreeve.systemtests.fixture.RunningPortreeve;
import io.portreeve.systemtests.fixture.RunningPortreeve.Running;
import io.portreeve.systemtests.fixture.TestContainer;
import io.portreeve.systemtests.fixture.TestEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A log that is not kept, watched in a browser. */
@ExtendWith(RunningPortreeve.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveLogPageIT {
    private static final String TALKING = "echo 'plain <b>bold</b>'; printf '\\033[31mred\\033[0m\\n' >&2; i=0;"
            + " while true; do i=$((i+1)); echo tick $i; sleep 0.5; done";
    private static final double LONG_MILLIS = 60_000;

    private Running portreeve;
    private Chromium chromium;

    @BeforeAll
    void start(Running running) {
        portreeve = running;
        chromium = new Chromium();
        PlaywrightAssertions.setDefaultAssertionTimeout(LONG_MILLIS);
    }

    @AfterAll
    void stop() {
        chromium.close();
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void logThatIsNotKeptIsWatchedPausedSearchedAndCleared(Look look) {
        try (TestContainer talking = TestContainer.running(TALKING);
                Tab tab = chromium.signedIn(portreeve, look)) {
            Page page = open(tab, talking);
            Locator lines = page.locator(".log-line");
            assertThat(page.locator("#tail-state")).containsText("Live");
            assertThat(lines.filter(new Locator.FilterOptions().setHasText("plain <b>bold</b>")))
                    .hasCount(1);
            assertThat(page.locator(".log-line.stderr .says")).hasText("red");
            assertThat(lines.filter(new Locator.FilterOptions().setHasText("tick 10"))
                            .first())
                    .isVisible();
            tab.isAccessible();

            page.locator("#tail-lines").focus();
            page.keyboard().press("f");
            assertThat(page.locator("#tail-follow")).hasAttribute("aria-pressed", "false");
            assertThat(page.locator("#tail-new")).containsText("new lines");
            page.locator("#tail-new").click();
            assertThat(page.locator("#tail-follow")).hasAttribute("aria-pressed", "true");

            page.keyboard().press("/");
            page.keyboard().type("TICK 3");
            assertThat(page.locator(".log-line mark").first()).hasText("tick 3");
            page.keyboard().press("Enter");
            assertThat(page.locator("mark.current")).hasText("tick 3");
            assertThat(page.locator("#tail-found")).containsText("1 of");
            page.keyboard().press("Escape");
            assertThat(page.locator("mark")).hasCount(0);

            page.keyboard().press("c");
            assertThat(lines.filter(new Locator.FilterOptions().setHasText("plain")))
                    .hasCount(0);
            assertThat(lines.first()).containsText("tick");
        }
    }

    @Test
    void whyItEndsIsSaidAndWhatComesBackIsWatchedAgain() {
        try (TestContainer talking = TestContainer.running(TALKING);
                Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            Page page = open(tab, talking);
            assertThat(page.locator(".log-line").first()).isVisible();
            TestEngine.docker("stop", "--time", "0", talking.name()).orFail();
            assertThat(page.locator("#tail-state")).containsText("does not run");
            TestEngine.docker("start", talking.name()).orFail();
            assertThat(page.locator(".log-line").filter(new Locator.FilterOptions().setHasText("plain")))
                    .hasCount(2);
            page.context().setOffline(true);
            page.evaluate("() => dispatchEvent(new Event('pagehide'))");
            page.evaluate("() => document.getElementById('tail-again').click()");
            assertThat(page.locator("#tail-state")).containsText("broke");
            page.context().setOffline(false);
            assertThat(page.locator("#tail-state")).containsText("Live");
            assertThat(page.locator(".log-line").filter(new Locator.FilterOptions().setHasText("plain")))
                    .hasCount(2);
            tab.forgive();
        }
    }

    private Page open(Tab tab, TestContainer container) {
        Page page = tab.page();
        String id = FirstHost.idOf(portreeve.api(), container);
        tab.go("/containers/" + id + "/logs");
        page.locator("#log-watch").waitFor();
        page.locator("#log-watch").click();
        tab.awaitAddress("/live$");
        return page;
    }
}
