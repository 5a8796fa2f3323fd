package io.portreeve.systemtests.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.portreeve.systemtests.fixture.Api;
import io.portreeve.systemtests.fixture.Database;
import io.portreeve.systemtests.fixture.PortreeveProcess;
import io.portreeve.systemtests.fixture.RunningPortreeve;
import io.portreeve.systemtests.fixture.RunningPortreeve.Running;
import io.portreeve.systemtests.fixture.TestContainer;
import io.portreeve.systemtests.fixture.TestEngine;
import io.portreeve.systemtests.fixture.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(RunningPortreeve.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesIT {
    private Running portreeve;
    private Chromium chromium;
    private TestContainer container;
    private String containerPath;
    private String hostPath;

    @BeforeAll
    void start(Running running) {
        portreeve = running;
        chromium = new Chromium();
        container = TestContainer.running(
                "while :; do i=0; while [ $i -lt 2000 ]; do i=$((i+1)); done; sleep 1; done",
                "--label",
                "com.docker.compose.project=harbour",
                "--label",
                "com.docker.compose.service=crane",
                "--memory",
                "64m");
        try (Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            tab.go("/containers?q=" + container.name());
            tab.page().locator("td.name a").waitFor();
        }
        JsonNode known = portreeve
                .api()
                .read("/api/v1/containers?q=" + container.name())
                .get("items")
                .get(0);
        containerPath = "/containers/" + known.get("id").asText();
        hostPath = "/hosts/" + known.get("hostId").asText();
    }

    @AfterAll
    void stop() {
        try {
            container.close();
        } finally {
            chromium.close();
        }
    }

    @Test
    void keyboardAloneLeadsFromSignInToAContainer() {
        try (Tab tab = chromium.open(portreeve, Look.LIGHT)) {
            tab.go(hostPath);
            tab.awaitAddress("/login\\?from=");
            assertThat(tab.page().locator("#email")).isFocused();
            tab.page().keyboard().type(portreeve.adminEmail());
            tab.page().keyboard().press("Tab");
            tab.page().keyboard().type(portreeve.adminPassword());
            tab.page().keyboard().press("Enter");
            tab.awaitAddress(hostPath);

            Locator link = tab.page().locator("#host-containers a[href='" + containerPath + "']");
            for (int presses = 0; presses < 80 && !isFocused(link); presses++) {
                tab.page().keyboard().press("Tab");
            }
            tab.page().keyboard().press("Enter");
            tab.awaitAddress(containerPath);
            assertThat(tab.page().locator("h1")).hasText(container.name());
        }
    }

    private static boolean isFocused(Locator link) {
        return (boolean) link.evaluate("element => element === document.activeElement");
    }

    @Test
    void hostShowsWhatItsAgentCosts() {
        try (Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            PortreeveProcess.await("figures of the agent", Duration.ofMinutes(2), () -> {
                tab.go(hostPath);
                return tab.page().locator("#host-agent dl").count() == 1;
            });
            assertThat(tab.page().locator("#host-agent")).containsText("s a minute");
            tab.isAccessible();
        }
    }

    @Test
    void chartsGrowWhileSomeoneWatches() {
        try (Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            tab.go(containerPath);
            tab.page().waitForFunction("() => portreeve.charts[0].uplot && portreeve.charts[1].uplot");
            Object before = tab.page().evaluate("() => portreeve.charts[0].uplot.data[0].at(-1)");
            tab.page().waitForFunction("before => portreeve.charts[0].uplot.data[0].at(-1) > before", before);
            assertThat(tab.page().locator("#live-state")).hasText("Live");
            assertThat(tab.page().locator(".plot").first())
                    .hasAttribute("aria-label", java.util.regex.Pattern.compile("CPU\\. Used: now .+ cores"));
        }
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void moreIsShownOfAContainerWhenAskedFor(Look look) {
        try (Tab tab = chromium.signedIn(portreeve, look)) {
            tab.go(containerPath);
            Page page = tab.page();
            page.locator(".more-charts > summary").click();
            page.waitForFunction(
                    "() => portreeve.charts.filter(chart => chart.uplot && chart.figure.closest('details')).length >= 4");
            assertThat(page.locator(".plot[aria-label^='CPU by part']"))
                    .hasAttribute("aria-label", java.util.regex.Pattern.compile(".*Kernel: now .+ cores.*"));
            assertThat(page.locator(".plot[aria-label^='Memory by part']"))
                    .hasAttribute("aria-label", java.util.regex.Pattern.compile(".*File cache: now .+B.*"));
            tab.isAccessible();
        }
    }

    @Test
    void whatHappensIsSeenWhileSomeoneWatches() {
        try (TestContainer other = TestContainer.running("sleep 1000");
                Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            Page page = tab.page();
            page.keyboard().press("g");
            page.keyboard().press("e");
            tab.awaitAddress("/events");
            page.fill("[data-search]", other.name());
            Locator rows = page.locator("table.events tbody tr");
            assertThat(rows.filter(new Locator.FilterOptions().setHasText("Started")))
                    .hasCount(1);
            assertThat(page.locator("#live-state")).hasText("Live");

            TestEngine.docker("kill", other.name()).orFail();
            assertThat(rows.first()).containsText("exit code 137");
            page.locator(".chip", new Page.LocatorOptions().setHasText("Failures"))
                    .click();
            assertThat(rows).hasCount(1);

            rows.first().locator("td.name a").click();
            tab.awaitAddress("/containers/");
            assertThat(page.locator("#container-events")).containsText("exit code 137");
            page.locator("#container-events .button").click();
            tab.awaitAddress("/events\\?container=");
            assertThat(rows.first()).containsText("exit code 137");
        }
    }

    @Test
    void logIsFollowedSearchedAndKeptAsAFile() {
        try (TestContainer talking = TestContainer.running(
                        "echo 'plain <b>bold</b>'; printf '\\033[31mred\\033[0m\\n' >&2; i=0;"
                                + " while true; do i=$((i+1)); echo tick $i; sleep 0.5; done",
                        "--label",
                        "portreeve.logs=true");
                Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            Page page = tab.page();
            tab.go("/containers?q=" + talking.name());
            page.locator("td.name a").click();
            page.locator("a.button", new Page.LocatorOptions().setHasText("Logs"))
                    .click();
            tab.awaitAddress("/logs$");
            Locator lines = page.locator(".log-line");
            assertThat(lines.filter(new Locator.FilterOptions().setHasText("plain <b>bold</b>")))
                    .hasCount(1);
            assertThat(page.locator(".log-line.stderr .says")).hasText("red");
            assertThat(page.locator("#live-state")).hasText("Live");
            assertThat(lines.filter(new Locator.FilterOptions().setHasText("tick 10"))
                            .first())
                    .isVisible();
            tab.isAccessible();

            page.locator("#log-lines").focus();
            page.keyboard().press("f");
            assertThat(page.locator("#log-follow")).hasAttribute("aria-pressed", "false");
            assertThat(page.locator("#log-new")).containsText("new lines");
            page.locator("#log-new").click();
            assertThat(page.locator("#log-follow")).hasAttribute("aria-pressed", "true");

            page.keyboard().press("/");
            page.keyboard().type("TICK 3");
            assertThat(lines.first().locator("mark")).hasText("tick 3");
            tab.awaitAddress("q=TICK");
            page.locator("[name=regex]").check();
            page.fill("[name=q]", "tick (");
            assertThat(page.locator("#log-problem")).containsText("cannot be read");
            page.fill("[name=q]", "nothing like it");
            assertThat(page.locator("#log-none")).isVisible();
            page.locator("#log-clear").click();
            assertThat(lines.filter(new Locator.FilterOptions().setHasText("plain")))
                    .hasCount(1);
            Download file =
                    page.waitForDownload(() -> page.locator("#log-download").click());
            assertThat(file.suggestedFilename()).isEqualTo(talking.name() + ".log");

            assertThat(page.locator("#log-choice")).containsText("Kept if its label");
            page.locator("#log-choice a").press("Enter");
            tab.awaitAddress("/actions/log");
            page.locator("[id='ask:choice']").selectOption("skip");
            page.locator("[id='ask:do']").press("Enter");
            tab.awaitAddress("/logs$");
            assertThat(page.locator("#log-choice")).containsText("Not kept");
            tab.forgive();
        }
    }

    @Test
    void logThatIsNotKeptSaysHowToTurnItOn() {
        try (Tab tab = chromium.signedIn(portreeve, Look.PHONE)) {
            tab.go(containerPath + "/logs");
            assertThat(tab.page().locator("#log-label")).containsText("portreeve.logs=true");
            tab.isAccessible();
        }
    }

    @Test
    void hostShowsWhatItsMachineDoes() {
        try (Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            tab.go(hostPath);
            tab.page().locator("#host-machine h2").waitFor();
            assertThat(tab.page().locator("#host-machine"))
                    .containsText(java.util.regex.Pattern.compile("Load 1 · 5 · 15 min\\s*\\d"));
            tab.page()
                    .waitForFunction("() => portreeve.charts.filter("
                            + "chart => chart.uplot && chart.figure.closest('[data-kind=machine]')).length >= 4");
            tab.isAccessible();
        }
    }

    @Test
    void chartsZoomTogetherAndComeBack() {
        try (Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            Page page = tab.page();
            tab.go(hostPath + "?range=1h");
            page.waitForFunction("() => portreeve.charts.filter(chart => chart.uplot).length >= 5");
            String span = "() => portreeve.charts.filter(chart => chart.uplot)"
                    + ".map(chart => Math.round(chart.uplot.scales.x.max - chart.uplot.scales.x.min))";
            page.evaluate("() => portreeve.charts[0].uplot.over.scrollIntoView({block: 'center'})");
            var box = page.locator(".u-over").first().boundingBox();
            page.mouse().move(box.x + box.width * 0.75, box.y + 40);
            page.mouse().down();
            page.mouse().move(box.x + box.width - 2, box.y + 40);
            page.mouse().up();
            page.waitForFunction("() => (" + span + ")().every(seconds => seconds < 1800)");
            assertThat(page.locator("#chart-reset")).isVisible();

            page.locator("#chart-reset").click();
            page.waitForFunction("() => (" + span + ")().every(seconds => seconds === 3600)");
        }
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void everyPageIsAccessible(Look look) {
        try (Tab tab = chromium.open(portreeve, look)) {
            tab.go("/login");
            tab.isAccessible();
            tab.signIn();
            for (String path : new String[] {
                "/",
                "/hosts",
                hostPath,
                "/containers",
                containerPath,
                containerPath + "/logs",
                containerPath + "/live",
                "/events",
                "/hosts/add",
                "/actions",
                "/settings",
                "/actions/rollout",
                "/actions/log?container=" + containerPath.substring("/containers/".length()),
                askPath("stop")
            }) {
                tab.go(path);
                tab.page().locator("[data-ready]").waitFor();
                tab.isAccessible();
            }
        }
    }

    @Test
    void wrongPasswordAndUnknownPersonGetTheSameWords() {
        try (Tab tab = chromium.open(portreeve, Look.LIGHT)) {
            String wrong = refused(tab, portreeve.adminEmail());
            String unknown = refused(tab, "nobody-" + UUID.randomUUID() + "@example.org");
            assertThat(unknown).isEqualTo(wrong).isEqualTo("Email or password is not right.");
        }
    }

    private static String refused(Tab tab, String email) {
        tab.go("/login");
        tab.page().fill("#email", email);
        tab.page().fill("#password", "not the password");
        tab.page().keyboard().press("Enter");
        return tab.page().locator("[role=alert]").innerText().strip();
    }

    @Test
    void whatAnotherOrganizationOwnsIsNotThere() throws SQLException {
        UUID organization = UUID.randomUUID();
        UUID host = UUID.randomUUID();
        UUID foreign = UUID.randomUUID();
        try (Connection connection = Database.connect(portreeve.process().data());
                Statement statement = connection.createStatement()) {
            statement.execute("insert into portreeve.organizations (id, name, created_at) values ('" + organization
                    + "', 'Others', now())");
            statement.execute("insert into portreeve.hosts (organization_id, id, name, created_at) values ('"
                    + organization + "', '" + host + "', 'theirs', now())");
            statement.execute("insert into portreeve.containers (organization_id, id, host_id, docker_id, name, image,"
                    + " image_id, state, created_at, first_seen_at, last_seen_at) values ('" + organization + "', '"
                    + foreign + "', '" + host + "', repeat('a', 64), 'theirs', 'theirs', 'sha256:theirs', 'running',"
                    + " now(), now(), now())");
        }
        try (Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            String nowhere = notThere(tab, "/containers/" + UUID.randomUUID());
            assertThat(notThere(tab, "/containers/" + foreign)).isEqualTo(nowhere);
            assertThat(notThere(tab, "/hosts/" + host)).isEqualTo(nowhere);
            assertThat(notThere(tab, "/hosts/1")).isEqualTo(nowhere);
            assertThat(tab.go("/live/series?container=" + foreign + "&seconds=60")
                            .status())
                    .isEqualTo(404);
            tab.forgive();
        }
    }

    private static String notThere(Tab tab, String path) {
        Response response = tab.go(path);
        assertThat(response.status()).isEqualTo(404);
        return tab.page().locator("main").innerText().replaceAll("\\s+", " ").strip();
    }

    @Test
    void nonsenseInAFormIsAnsweredWithAPage() {
        try (Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            String answer = (String) tab.page()
                    .evaluate("() => fetch('/hosts/add', {method: 'POST', body: new URLSearchParams("
                            + "{'jakarta.faces.ViewState': 'nonsense'})}).then(answer => answer.text())");
            assertThat(answer).contains("This page has expired").doesNotContain("Exception", "at org.", "at io.");
            tab.forgive();
        }
    }

    @Test
    void writeFromAnotherSiteIsRefused() {
        try (Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            var answer = tab.page()
                    .request()
                    .post(
                            portreeve.url() + "/sign-out",
                            com.microsoft.playwright.options.RequestOptions.create()
                                    .setHeader("Origin", "https://elsewhere.example"));
            assertThat(answer.status()).isEqualTo(403);
            assertThat(tab.go("/hosts").url()).endsWith("/hosts");
        }
    }

    @Test
    void lostConnectionIsSaidAndMended() {
        try (Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            tab.page().route("**/live/stream*", route -> route.abort());
            tab.go(containerPath);
            assertThat(tab.text("Disconnected. Values are as they were; trying again."))
                    .isVisible();
            tab.page().unroute("**/live/stream*");
            assertThat(tab.page().locator("#live-banner")).isHidden();
            tab.forgive();
        }
    }

    @Test
    void actionIsAskedForConfirmedAndFollowedToItsOutcome() {
        try (TestContainer other = TestContainer.running("trap 'exit 0' TERM; while :; do sleep 0.1; done");
                Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            Page page = tab.page();
            tab.go("/containers?q=" + other.name());
            page.locator("td.name a").click();
            page.locator("#container-actions a", new Page.LocatorOptions().setHasText("Stop"))
                    .click();
            assertThat(tab.text("Whoever uses the container now is interrupted."))
                    .isVisible();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Stop"))
                    .click();
            tab.awaitAddress("/containers/");
            assertThat(page.locator("#container-actions .badge")).hasText("Succeeded");
            assertThat(page.locator("#container-actions .action-result")).containsText("running → exited (0)");
            page.locator("#container-actions a", new Page.LocatorOptions().setHasText("Start"))
                    .waitFor();
            tab.go("/actions");
            assertThat(page.locator("tr", new Page.LocatorOptions().setHasText(other.name())))
                    .containsText("Succeeded");
            tab.isAccessible();
        }
    }

    @Test
    void whatTheHostsOwnerForbidsIsSaidWithItsRule() {
        try (Tab tab = chromium.signedIn(portreeve, Look.PHONE)) {
            tab.go(askPath("kill"));
            tab.page().locator("[id='ask:do']").click();
            tab.awaitAddress(containerPath);
            assertThat(tab.page().locator("#container-actions .badge").first()).hasText("Refused");
            assertThat(tab.page().locator("#container-actions code").first()).hasText("no rule allows kill");
            tab.isAccessible();
        }
    }

    private String askPath(String kind) {
        return "/actions/new?container=" + containerPath.substring("/containers/".length()) + "&kind=" + kind;
    }

    @Test
    void tokenIsMadeAndItsHostAwaited() {
        try (Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            tab.go("/hosts/add");
            tab.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make token"))
                    .click();
            assertThat(tab.text("Waiting for the agent…")).isVisible();
            assertThat(tab.page().locator("pre").first().innerText())
                    .contains(portreeve.url().toString())
                    .contains("PORTREEVE_AGENT_ENROLMENT_TOKEN=");
            tab.isAccessible();
        }
    }

    @Test
    void apiTokenIsShownOnceAndEndsWhenItIsRevoked() {
        try (Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            tab.go("/settings");
            tab.page().fill("[id='tokens:name']", "nightly report");
            tab.page().click("[id='tokens:create']");
            String secret = tab.page().locator("#secret").innerText();
            Api program = Api.with(portreeve.url(), secret);
            assertThat(program.get("/api/v1/hosts").status()).isEqualTo(200);
            tab.isAccessible();
            tab.go("/settings");
            assertThat(tab.page().content()).doesNotContain(secret);
            tab.page().click("[id$=':doubt']");
            tab.page().click("[id$=':revoke']");
            assertThat(tab.text("There are no tokens yet.")).isVisible();
            assertThat(program.get("/api/v1/hosts").status()).isEqualTo(401);
        }
    }

    @Test
    void retentionIsChangedInDaysAndNonsenseChangesNothing() {
        try (Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            tab.go("/settings");
            tab.page().fill("[id='retention:samples']", "99");
            tab.page().click("[id='retention:save']");
            assertThat(tab.text("Every sample: a number of days from 1.5 to 7."))
                    .isVisible();
            tab.page().fill("[id='retention:samples']", "2.5");
            tab.page().fill("[id='retention:minutes']", "2");
            tab.page().click("[id='retention:save']");
            assertThat(tab.page().locator("[id='retention:messages']"))
                    .containsText("no smaller than the one before it");
            tab.page().fill("[id='retention:minutes']", "8");
            tab.page().click("[id='retention:save']");
            assertThat(tab.page().locator("[id='retention:messages']")).containsText("Saved.");
            tab.go("/settings");
            assertThat(tab.page().locator("[id='retention:samples']")).hasValue("2.5");
            tab.page().click("[id='retention:usual']");
            assertThat(tab.page().locator("[id='retention:samples']")).hasValue("2");
            tab.page().click("[id='retention:save']");
            assertThat(tab.page().locator("[id='retention:messages']")).containsText("Saved.");
        }
    }

    @Test
    void containerIsReadEachSecondWhileItsPageIsOpen() {
        try (Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            tab.go(containerPath);
            tab.page().evaluate("""
                            () => {
                                window.heard = [];
                                document.addEventListener("portreeve:samples", ({ detail }) => heard.push(detail.at));
                            }""");
            tab.page()
                    .waitForFunction(
                            "() => heard.length >= 6 && heard.slice(-4).every((at, i, last) => i == 0 || at - last[i - 1] < 2500)",
                            null,
                            new Page.WaitForFunctionOptions().setTimeout(60_000));
        }
    }

    @Test
    void timesAreThoseOfTheBrowsersZone() {
        try (Tab tab = chromium.signedInFrom("Asia/Tokyo", portreeve)) {
            tab.go("/events");
            assertThat(tab.page().locator("html")).hasAttribute("data-zone", "Asia/Tokyo");
            List<?> time = (List<?>)
                    tab.page().locator("td.when-at time").first().evaluate("time => [time.dateTime, time.textContent]");
            assertThat((String) time.get(1))
                    .contains(Instant.parse((String) time.get(0))
                            .atZone(ZoneId.of("Asia/Tokyo"))
                            .format(DateTimeFormatter.ofPattern("HH:mm:ss")));
        }
    }

    @Test
    void commandAsItIsShownFetchesAnAgentAndBringsItsHost() throws IOException {
        try (Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            tab.go("/hosts/add");
            tab.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make token"))
                    .click();
            Process pasted = paste(tab.page().locator("#command-java").innerText());
            try {
                assertThat(tab.text("as-shown is connected."))
                        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
            } finally {
                pasted.descendants().forEach(ProcessHandle::destroy);
            }
        }
    }

    private static Process paste(String command) throws IOException {
        Path directory = Workspace.directory("as-shown");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.txt").toFile());
        Path hostname = directory.resolve("proc/sys/kernel/hostname");
        Files.createDirectories(hostname.getParent());
        Files.writeString(hostname, "as-shown\n");
        shell.environment()
                .put("PORTREEVE_AGENT_PROC_ROOT", directory.resolve("proc").toString());
        shell.environment().put("DOCKER_HOST", "unix://" + directory.resolve("no-engine.sock"));
        return shell.start();
    }

    @Test
    void listIsSearchedWhileTypingAndKeepsItsAddress() {
        try (Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            tab.go("/containers");
            tab.page().keyboard().press("/");
            tab.page().keyboard().type("no such container anywhere");
            assertThat(tab.text("No container matches.")).isVisible();
            tab.awaitAddress("q=no\\+such");

            tab.page().fill("[data-search]", container.name());
            tab.page()
                    .locator("td.name a", new Page.LocatorOptions().setHasText(container.name()))
                    .waitFor();
            assertThat(tab.page().locator("td.name")).hasCount(1);
        }
    }

    @Test
    void paletteJumpsToAContainer() {
        try (Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            tab.page().keyboard().press("Control+k");
            tab.page().keyboard().type(container.name());
            tab.page()
                    .locator("#palette [aria-selected=true]", new Page.LocatorOptions().setHasText(container.name()))
                    .waitFor();
            tab.page().keyboard().press("Enter");
            tab.awaitAddress(containerPath);
        }
    }

    @Test
    void chosenThemeIsRemembered() {
        try (Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            tab.page().locator("#theme").click();
            tab.page().locator("#theme").click();
            tab.go("/hosts");
            assertThat(tab.page().locator("html")).hasAttribute("data-theme", "dark");
        }
    }

    @Test
    void whoSignsOutIsOut() {
        try (Tab tab = chromium.signedIn(portreeve, Look.LIGHT)) {
            tab.page().locator("[aria-label='Sign out']").click();
            assertThat(tab.text("You are signed out.")).isVisible();
            tab.go("/hosts");
            tab.awaitAddress("/login");
        }
    }
}
