package io.portreeve.systemtests.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import io.portreeve.systemtests.fixture.RunningPortreeve.Running;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One browser for a class; each tab has cookies and storage of its own. */
final class Chromium implements AutoCloseable {
    private static final List<String> ARGUMENTS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    Chromium() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        String path =
                Optional.ofNullable(System.getenv("PORTREEVE_TEST_CHROMIUM")).orElse("/usr/bin/chromium");
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(path))
                        .setArgs(ARGUMENTS));
    }

    Tab open(Running portreeve, Look look) {
        return new Tab(browser.newContext(look.options()), portreeve);
    }

    /** Signed in as the first administrator, on the overview. */
    Tab signedIn(Running portreeve, Look look) {
        Tab tab = open(portreeve, look);
        tab.signIn();
        return tab;
    }

    /** The same, with a clock in another time zone. */
    Tab signedInFrom(String timeZone, Running portreeve) {
        Tab tab = new Tab(browser.newContext(Look.LIGHT.options().setTimezoneId(timeZone)), portreeve);
        tab.signIn();
        return tab;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
