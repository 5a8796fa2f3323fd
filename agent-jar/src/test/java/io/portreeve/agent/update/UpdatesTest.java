package io.portreeve.agent.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.config.UpdateConfig;
import io.portreeve.agent.network.Route;
import io.portreeve.contract.release.Release;
import io.portreeve.contract.release.ReleaseVersion;
import io.portreeve.contract.release.SignedRelease;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is offered, fetched, tried, confirmed and taken back, with a crash after each step. */
class UpdatesTest {
    private static final Instant SIGNED = Instant.parse("2026-11-25T22:00:00Z");
    private static final String CRASHED = "it ended with exit status 1";

    @TempDir
    Path directory;

    private final KeyPair keys = newKeys();
    private final UUID action = UUID.randomUUID();
    private HttpServer cloud;
    private Path installed;
    private Path served;

    @BeforeEach
    void startCloud() throws IOException {
        installed = jar("installed.jar", "1.0");
        served = jar("served.jar", "1.1");
        cloud = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cloud.createContext("/agent/portreeve-agent.jar", this::give);
        cloud.start();
    }

    @AfterEach
    void stopCloud() {
        cloud.stop(0);
    }

    @Test
    void stagedReleaseIsTriedThenConfirmedAndStays() throws IOException {
        assertThat(installed().stage(action, release("1.1"))).isEmpty();
        assertThat(launch().isUpdated()).isTrue();
        Launch.Choice trial = launch().next("");
        assertThat(trial.limit()).isEqualTo(Duration.ofSeconds(7));
        assertThat(trial.mark()).exists();
        assertThat(trial.jar()).hasSameBinaryContentAs(served);
        Updates tried = running(trial.jar(), "1.1");
        assertThat(tried.isTrial()).isTrue();
        assertThat(tried.came(action)).isEmpty();
        tried.confirm();
        assertThat(trial.mark()).doesNotExist();
        assertThat(tried.came(action).orElseThrow().answer()).isEqualTo("1.0 was replaced by 1.1");
        assertThat(tried.came(action).orElseThrow().confirmed()).isTrue();
        assertThat(launch().next("")).isEqualTo(new Launch.Choice(trial.jar(), Duration.ZERO, trial.mark()));
        assertThat(launch().next("")).isEqualTo(new Launch.Choice(trial.jar(), Duration.ZERO, trial.mark()));
    }

    @Test
    void releaseThatEndsBeforeItIsConfirmedIsTakenBackAndNotTriedAgain() throws IOException {
        installed().stage(action, release("1.1"));
        Path tried = launch().next("").jar();
        assertThat(launch().next(CRASHED).jar()).isEqualTo(installed);
        assertThat(tried).doesNotExist();
        assertThat(launch().isUpdated()).isFalse();
        assertThat(installed().came(action).orElseThrow())
                .isEqualTo(new io.portreeve.agent.command.SelfUpdate.Came(
                        false, "1.1 was rolled back to 1.0: " + CRASHED));
    }

    @Test
    void releaseWhoseTrialTheMachineCutShortIsTriedOnceMore() throws IOException {
        installed().stage(action, release("1.1"));
        Path tried = launch().next("").jar();
        assertThat(launch("second boot").next(CRASHED).jar()).isEqualTo(tried);
        Updates again = running(tried, "1.1");
        assertThat(again.isTrial()).isTrue();
        again.confirm();
        assertThat(again.came(action).orElseThrow().confirmed()).isTrue();
    }

    @Test
    void releaseThatTakesTheMachineDownTwiceIsTakenBack() throws IOException {
        installed().stage(action, release("1.1"));
        launch().next("");
        assertThat(launch("second boot").next(CRASHED).isTrial()).isTrue();
        assertThat(launch("third boot").next(CRASHED).jar()).isEqualTo(installed);
        assertThat(installed().came(action).orElseThrow().answer()).contains("1.1 was rolled back to 1.0");
    }

    @Test
    void releaseIsNotTriedAgainWhereNothingTellsBootsApart() throws IOException {
        installed().stage(action, release("1.1"));
        launch("").next("");
        assertThat(launch("").next(CRASHED).jar()).isEqualTo(installed);
    }

    @Test
    void trialThatAnOlderAgentWroteDownIsNotTriedAgain() throws IOException {
        installed().stage(action, release("1.1"));
        launch().next("");
        Path state = directory.resolve("update/state.json");
        Files.writeString(state, Files.readString(state).replaceAll(",\"starts\":1,\"boot\":\"[a-z ]*\"", ""));
        assertThat(Files.readString(state)).doesNotContain("boot");
        assertThat(launch("second boot").next(CRASHED).jar()).isEqualTo(installed);
    }

    @Test
    void releaseThatTheOwnerForbidsAfterItWasStagedIsNotStarted() throws IOException {
        installed().stage(action, release("1.1"));
        Launch forbidden = launch(Optional.of("self-update = deny"), "boot");
        assertThat(forbidden.next(""))
                .isEqualTo(new Launch.Choice(
                        installed, Duration.ZERO, forbidden.next("").mark()));
        assertThat(installed().came(action).orElseThrow())
                .isEqualTo(
                        new io.portreeve.agent.command.SelfUpdate.Came(false, "1.1 was not tried: self-update = deny"));
        assertThat(launch().isUpdated()).isFalse();
    }

    @Test
    void releaseThatIsConfirmedStaysThoughTheOwnerForbidsFurtherOnes() throws IOException {
        Path current = confirmed("1.1");
        assertThat(launch(Optional.of("self-update = deny"), "boot").next("").jar())
                .isEqualTo(current);
    }

    @Test
    void releaseThatIsLateIsToldSo() throws IOException {
        installed().stage(action, release("1.1"));
        Files.writeString(launch().next("").mark(), Launch.LATE);
        assertThat(launch().next(CRASHED).jar()).isEqualTo(installed);
        assertThat(installed().came(action).orElseThrow().answer())
                .isEqualTo("1.1 was rolled back to 1.0: it did not connect within 7 s");
    }

    @Test
    void releaseThatFailsGivesWayToTheOneBeforeIt() throws IOException {
        Path current = confirmed("1.1");
        served = jar("served.jar", "1.2");
        assertThat(running(current, "1.1").stage(UUID.randomUUID(), release("1.2")))
                .isEmpty();
        assertThat(launch().next("").jar()).isNotEqualTo(current);
        assertThat(launch().next(CRASHED).jar()).isEqualTo(current).exists();
    }

    @Test
    void releaseWhoseStartCannotBeWrittenDownGivesWayToTheOneBeforeIt() throws IOException {
        Path current = confirmed("1.1");
        served = jar("served.jar", "1.2");
        UUID second = UUID.randomUUID();
        running(current, "1.1").stage(second, release("1.2"));
        Files.createDirectories(directory.resolve("update/trial/in the way"));
        assertThat(launch().next("").jar()).isEqualTo(current);
        assertThat(running(current, "1.1").came(second).orElseThrow().answer()).contains("cannot be written down");
    }

    @Test
    void releaseIsKnownBehindALink() throws IOException {
        Files.createSymbolicLink(directory.resolve("update"), Files.createDirectory(directory.resolve("elsewhere")));
        assertThat(installed().stage(action, release("1.1"))).isEmpty();
        Updates tried = running(launch().next("").jar().toRealPath(), "1.1");
        assertThat(tried.isTrial()).isTrue();
        tried.confirm();
        assertThat(tried.came(action).orElseThrow().confirmed()).isTrue();
    }

    @Test
    void processThatWasRolledBackCannotConfirmItself() throws IOException {
        installed().stage(action, release("1.1"));
        Updates tried = running(launch().next("").jar(), "1.1");
        launch().next(CRASHED);
        tried.confirm();
        assertThat(launch().next("").jar()).isEqualTo(installed);
    }

    @Test
    void jarThatWasSwappedAfterItWasStagedIsNotStarted() throws IOException {
        installed().stage(action, release("1.1"));
        try (var files = Files.list(directory.resolve("update"))) {
            Files.copy(
                    installed,
                    files.filter(file -> file.toString().endsWith(".jar"))
                            .findFirst()
                            .orElseThrow(),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(launch().next("").jar()).isEqualTo(installed);
        assertThat(installed().came(action).orElseThrow().answer()).contains("was not tried");
    }

    @Test
    void confirmedJarThatWasSwappedLaterIsNotStarted() throws IOException {
        Files.writeString(confirmed("1.1"), "something else");
        assertThat(launch().next("").jar()).isEqualTo(installed);
    }

    @Test
    void whatAPersonInstalledComesBeforeWhatWasUpdated() throws IOException {
        confirmed("1.1");
        jar("installed.jar", "1.0.1");
        assertThat(launch().next("").jar()).isEqualTo(installed);
        assertThat(launch().isUpdated()).isFalse();
        Instant before = SIGNED.minusSeconds(1);
        assertThat(installed().stage(action, release("1.1", before, Set.of()))).isPresent();
    }

    @Test
    void releaseIsRefusedUnlessThePinnedKeySignedIt() throws IOException {
        String foreign = SignedRelease.sign(
                        of("1.1", SIGNED, Set.of()), newKeys().getPrivate())
                .text();
        refused(foreign, "not signed by the key");
        refused(release("1.1").replace("version 1.1", "version 1.2"), "not signed by the key");
        refused(release("1.1").substring(20), "no release");
        Updates without = updates(installed, "1.0", Optional.empty());
        assertThat(without.stage(action, release("1.1")).orElseThrow()).contains("no release key is pinned");
    }

    @Test
    void olderVersionIsRefusedUnlessSignedAsSuch() throws IOException {
        Updates newer = updates(installed, "2.0", Optional.of(keys));
        assertThat(newer.stage(action, release("1.1")).orElseThrow()).contains("1.1 is not after 2.0");
        assertThat(newer.stage(action, release("1.1", SIGNED, Set.of("1.9")))).isPresent();
        assertThat(newer.stage(action, release("1.1", SIGNED, Set.of("2.0")))).isEmpty();
    }

    @Test
    void releaseThatWasSignedBeforeTheOneThatRanIsRefused() throws IOException {
        Path current = confirmed("1.1");
        served = jar("served.jar", "1.2");
        Updates running = running(current, "1.1");
        assertThat(running.stage(action, release("1.2", SIGNED.minusSeconds(1), Set.of()))
                        .orElseThrow())
                .contains("signed before");
    }

    @Test
    void anotherJarThanTheSignedOneIsRefused() throws IOException {
        String signed = release("1.1");
        byte[] bytes = Files.readAllBytes(served);
        bytes[bytes.length / 2] ^= 1;
        Files.write(served, bytes);
        refused(signed, "not the one that was signed");
        Files.write(served, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        refused(signed, "shorter");
        Files.write(served, java.util.Arrays.copyOf(bytes, bytes.length + 100_000));
        refused(signed, "longer");
        Files.delete(served);
        refused(signed, "status 404");
        served = jar("served.jar", "1.3");
        refused(release("1.2"), "the jar says that it is 1.3");
    }

    @Test
    void onlyOneUpdateIsUnderWay() throws IOException {
        installed().stage(action, release("1.1"));
        refusedByState("another update is not over");
        installed().giveUp(action, "it was not stopped");
        assertThat(launch().next("").jar()).isEqualTo(installed);
    }

    @Test
    void damagedFileLeavesTheInstalledAgentAndRefusesUpdates() throws IOException {
        confirmed("1.1");
        assertThat(launch().problem()).isEmpty();
        for (String damaged : List.of("{\"torn", "", "{}", "[]", "{\"installed\":\"x\",\"floor\":\"yesterday\"}")) {
            Files.writeString(directory.resolve("update").resolve("state.json"), damaged);
            assertThat(launch().next("").jar()).isEqualTo(installed);
            assertThat(launch().problem().orElseThrow()).contains("state.json is damaged: remove ");
            assertThat(installed().stage(action, release("1.1")).orElseThrow()).contains("is damaged");
            assertThat(installed().isTrial()).isFalse();
        }
    }

    @Test
    void otherKeyOfTheOwnerEndsWhatTheFirstOneSigned() throws IOException {
        confirmed("1.1");
        Launch.Rules rules =
                new Launch.Rules(Optional.empty(), Optional.of(newKeys().getPublic()), Duration.ofSeconds(7));
        Launch other = new Launch(directory.resolve("update"), installed, rules, "boot");
        assertThat(other.next("").jar()).isEqualTo(installed);
    }

    private void refusedByState(String why) throws IOException {
        assertThat(installed().stage(UUID.randomUUID(), release("1.1")).orElseThrow())
                .contains(why);
    }

    private void refused(String text, String why) {
        assertThat(installed().stage(action, text).orElseThrow()).contains(why);
        assertThat(launch().isUpdated()).isFalse();
        assertThat(directory.resolve("update"))
                .satisfiesAnyOf(
                        none -> assertThat(none).doesNotExist(),
                        empty -> assertThat(empty).isEmptyDirectory());
    }

    private Path confirmed(String version) throws IOException {
        assertThat(installed().stage(action, release(version))).isEmpty();
        Path jar = launch().next("").jar();
        running(jar, version).confirm();
        return jar;
    }

    private Updates installed() {
        return running(installed, "1.0");
    }

    private Updates running(Path jar, String version) {
        return updates(jar, version, Optional.of(keys));
    }

    private Updates updates(Path jar, String version, Optional<KeyPair> pinned) {
        return new Updates(
                directory.resolve("update"),
                new Updates.Self(jar, version),
                pinned.map(KeyPair::getPublic),
                new UpdateConfig(Optional.empty(), Duration.ofSeconds(7), Optional.empty()),
                Route.direct(),
                CloudAddress.of("http://127.0.0.1:" + cloud.getAddress().getPort(), false));
    }

    private Launch launch() {
        return launch("first boot");
    }

    private Launch launch(String boot) {
        return launch(Optional.empty(), boot);
    }

    private Launch launch(Optional<String> refusal, String boot) {
        Launch.Rules rules = new Launch.Rules(refusal, Optional.of(keys.getPublic()), Duration.ofSeconds(7));
        return new Launch(directory.resolve("update"), installed, rules, boot);
    }

    private String release(String version) throws IOException {
        return release(version, SIGNED, Set.of());
    }

    private String release(String version, Instant created, Set<String> insteadOf) throws IOException {
        return SignedRelease.sign(of(version, created, insteadOf), keys.getPrivate())
                .text();
    }

    private Release of(String version, Instant created, Set<String> insteadOf) throws IOException {
        return new Release(
                new ReleaseVersion(version),
                JarCheck.sha256(served),
                Files.size(served),
                17,
                created,
                insteadOf.stream().map(ReleaseVersion::new).collect(java.util.stream.Collectors.toSet()));
    }

    private Path jar(String name, String version) throws IOException {
        Path jar = directory.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("io/portreeve/agent/version.properties"));
            zip.write(("version=" + version).getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private void give(HttpExchange exchange) throws IOException {
        try (exchange;
                OutputStream body = exchange.getResponseBody()) {
            if (!Files.exists(served)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.sendResponseHeaders(200, 0);
            Files.copy(served, body);
        }
    }

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
