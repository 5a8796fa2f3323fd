package io.portreeve.systemtests.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.portreeve.systemtests.fixture.RunningPortreeve.Running;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** A page in a browser; when it closes, nothing may have been written to its console. */
final class Tab implements AutoCloseable {
    private static final List<String> STANDARD = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa");
    private static final double PATIENCE_MILLIS = 60_000;

    private final BrowserContext context;
    private final Running portreeve;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Tab(BrowserContext context, Running portreeve) {
        this.context = context;
        this.portreeve = portreeve;
        context.setDefaultTimeout(PATIENCE_MILLIS);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if ("error".equals(message.type()) || "warning".equals(message.type())) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
    }

    Page page() {
        return page;
    }

    Response go(String path) {
        return page.navigate(portreeve.url() + path);
    }

    void signIn() {
        go("/login");
        page.fill("#email", portreeve.adminEmail());
        page.fill("#password", portreeve.adminPassword());
        page.keyboard().press("Enter");
        page.waitForURL(portreeve.url() + "/");
    }

    Locator text(String text) {
        return page.getByText(text).first();
    }

    void awaitAddress(String pattern) {
        page.waitForURL(Pattern.compile(pattern));
    }

    /** What the browser would otherwise report is expected, such as the status of a page that is not there. */
    void forgive() {
        complaints.clear();
    }

    /** By axe, for WCAG 2.1 A and AA. */
    void isAccessible() {
        List<Rule> violations =
                new AxeBuilder(page).withTags(STANDARD).analyze().getViolations();
        assertThat(violations)
                .as(page.url())
                .extracting(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml() + " "
                        + rule.getNodes().get(0).getFailureSummary())
                .isEmpty();
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).as("what the console says").isEmpty();
    }
}
