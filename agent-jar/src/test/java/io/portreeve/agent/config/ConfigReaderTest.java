package io.portreeve.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.re2j.Pattern;
import io.portreeve.contract.release.SignedRelease;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
    private static final String RELEASE_KEY = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

    @TempDir
    Path directory;

    @Test
    void schemeMayBeWrittenInCapitals() {
        assertThat(CloudAddress.of("HTTPS://Watch.example", false).connection())
                .hasScheme("wss")
                .hasHost("Watch.example");
    }

    @Test
    void everythingHasADefault() throws IOException {
        AgentConfig config = read(Map.of(), Map.of(), "").config();
        assertThat(config.url()).isEmpty();
        assertThat(config.identityFile()).isEqualTo(config.stateDirectory().resolve("identity"));
        assertThat(config.dockerHost()).isEqualTo(URI.create("unix:///var/run/docker.sock"));
        assertThat(config.cgroupRoot()).isEqualTo(Path.of("/sys/fs/cgroup"));
        assertThat(config.procRoot()).isEqualTo(Path.of("/proc"));
        assertThat(config.route()).isEqualTo(RouteConfig.DIRECT);
        assertThat(config.intervals()).isEqualTo(new IntervalBounds(Duration.ofSeconds(1), Duration.ofMinutes(5)));
        assertThat(config.logLevel()).isEqualTo(LogLevel.INFO);
        assertThat(config.relistInterval()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.engineDeadline()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.spoolBytes()).isEqualTo(256L * 1024 * 1024);
        assertThat(config.spoolAge()).isEqualTo(Duration.ofHours(24));
        assertThat(config.outboxBatches()).isEqualTo(1000);
        assertThat(config.outboxBytes()).isEqualTo(4 * 1024 * 1024);
        assertThat(config.actions()).isEqualTo(ActionPolicy.of(false, "allow start,stop,restart"));
    }

    @Test
    void everyKeyOfTheFileIsRead() throws IOException {
        AgentConfig config =
                read(Map.of(), Map.of(), """
                        url = https://cloud.example/base/
                        state-dir = s
                        identity = i
                        docker-host = tcp://10.0.0.1:2375
                        cgroup-root = c
                        proc-root = p
                        allow-plain = true
                        ca-file = a
                        client-certificate = cc
                        client-key = ck
                        proxy = http://proxy.example:3128
                        no-proxy = one.example, 10.0.0.0/8
                        shortest-interval = PT10S
                        longest-interval = PT2M
                        log-level = debug
                        relist-interval = PT5S
                        engine-deadline = PT2S
                        spool-bytes = 2000000
                        spool-age = PT2H
                        outbox-batches = 7
                        outbox-bytes = 8
                        logs = all
                        logs-live = false
                        logs-wishes = false
                        logs-rate = 9
                        logs-redact = password=(\\\\S+)
                        logs-first-line = ^START
                        logs-files = /containers
                        read-only = true
                        action-rules = allow kill
                        self-update = allow
                        self-update-deadline = PT90S
                        release-key = %s
                        """.formatted(RELEASE_KEY)).config();
        assertThat(config.logs().secrets().orElseThrow().pattern()).isEqualTo("password=(\\S+)");
        assertThat(config)
                .isEqualTo(new AgentConfig(
                        Optional.of(CloudAddress.of("https://cloud.example/base", false)),
                        Path.of("s"),
                        Path.of("i"),
                        URI.create("tcp://10.0.0.1:2375"),
                        Path.of("c"),
                        Path.of("p"),
                        new RouteConfig(
                                true,
                                Optional.of(Path.of("a")),
                                Optional.of(new ClientCertificate(
                                        Path.of("cc"), Optional.of(Path.of("ck")), Optional.empty())),
                                Optional.of(new ProxyConfig(
                                        new ProxyAddress("proxy.example", 3128, Optional.empty()),
                                        List.of("one.example", "10.0.0.0/8"),
                                        false))),
                        new IntervalBounds(Duration.ofSeconds(10), Duration.ofMinutes(2)),
                        LogLevel.DEBUG,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(2),
                        2_000_000,
                        Duration.ofHours(2),
                        7,
                        8,
                        new LogConfig(
                                LogChoice.ALL,
                                false,
                                false,
                                9,
                                Optional.of(Pattern.compile("password=(\\S+)")),
                                Optional.of(Pattern.compile("^START")),
                                Optional.of(Path.of("/containers"))),
                        ActionPolicy.of(true, "allow kill"),
                        new UpdateConfig(
                                Optional.of("read-only = true"),
                                Duration.ofSeconds(90),
                                Optional.of(SignedRelease.publicKey(RELEASE_KEY)))));
    }

    @Test
    void optionsComeBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
        Map<String, String> environment = Map.of(
                "PORTREEVE_AGENT_PROC_ROOT",
                "environment",
                "PORTREEVE_AGENT_CGROUP_ROOT",
                "environment",
                "DOCKER_HOST",
                "unix:///environment");
        AgentConfig config = read(
                        Map.of(Setting.PROC_ROOT, "option"),
                        environment,
                        "proc-root=file\ncgroup-root=file\ndocker-host=unix:///file\nstate-dir=file")
                .config();
        assertThat(config.procRoot()).isEqualTo(Path.of("option"));
        assertThat(config.cgroupRoot()).isEqualTo(Path.of("environment"));
        assertThat(config.stateDirectory()).isEqualTo(Path.of("file"));
        assertThat(config.dockerHost()).isEqualTo(URI.create("unix:///file"));
    }

    @Test
    void everyProblemIsALineThatSaysWhereItIs() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(
                        () -> read(
                                Map.of(Setting.ALLOW_PLAIN, "perhaps"),
                                Map.of("PORTREEVE_AGENT_OUTBOX_BYTES", "-1"),
                                "url=ftp://x\nrelist-interval=60\nproxy=https://x\nshortest-interval=PT2M\nlongest-interval=PT1M"))
                .satisfies(failure -> assertThat(failure.problems())
                        .hasSize(6)
                        .anyMatch(line -> line.startsWith("--allow-plain cannot be \"perhaps\": it is true or false"))
                        .anyMatch(line -> line.startsWith("PORTREEVE_AGENT_OUTBOX_BYTES in the environment cannot be"))
                        .anyMatch(
                                line -> line.matches("relist-interval in .*agent.properties cannot be \"60\".*PT10S.*"))
                        .anyMatch(line -> line.startsWith("url must be"))
                        .anyMatch(line -> line.startsWith("proxy must be"))
                        .anyMatch(line -> line.contains("is more than longest-interval"))
                        .allMatch(line -> !line.contains("\n")));
    }

    @ParameterizedTest
    @CsvSource({"proxi,proxy", "docker-hots,docker-host", "relist.interval,relist-interval", "colour,''"})
    void nearestKeyIsNamed(String key, String near) throws IOException {
        String question = near.isEmpty() ? "" : "; did you mean " + near + "?";
        assertThat(read(Map.of(), Map.of(), key + "=x").unknown())
                .containsExactly(key + " in " + directory.resolve("agent.properties") + question);
        String variable = "PORTREEVE_AGENT_" + key.toUpperCase(Locale.ROOT);
        assertThat(read(Map.of(), Map.of(variable, "x"), "").unknown())
                .singleElement()
                .asString()
                .startsWith(variable + " in the environment")
                .endsWith(near.isEmpty() ? "environment" : "?");
    }

    @Test
    void emptyTextSaysNothing() throws IOException {
        AgentConfig config = read(
                        Map.of(), Map.of("PORTREEVE_AGENT_PROXY", "", "PORTREEVE_AGENT_URL", " "), "log-level=")
                .config();
        assertThat(config.url()).isEmpty();
        assertThat(config.route()).isEqualTo(RouteConfig.DIRECT);
        assertThat(config.logLevel()).isEqualTo(LogLevel.INFO);
    }

    @Test
    void unknownKeysAreReported() throws IOException {
        var result = read(
                Map.of(),
                Map.of("PORTREEVE_AGENT_COLOUR", "x", "PORTREEVE_AGENT_ENROLMENT_TOKEN", "secret", "PATH", "x"),
                "colour=x");
        assertThat(result.unknown())
                .hasSize(2)
                .anyMatch(key -> key.startsWith("colour in "))
                .contains("PORTREEVE_AGENT_COLOUR in the environment");
    }

    @ParameterizedTest
    @CsvSource({
        "allow-plain,yes",
        "proxy,https://proxy.example:3128",
        "proxy,http://proxy.example/path",
        "proxy,http://user@proxy.example",
        "client-key,key.pem",
        "client-password,x",
        "relist-interval,60",
        "relist-interval,-PT1S",
        "shortest-interval,PT0.5S",
        "longest-interval,PT1H",
        "log-level,loud",
        "relist-interval,PT0S",
        "spool-bytes,1000",
        "spool-bytes,much",
        "spool-age,PT25H",
        "spool-age,long",
        "outbox-batches,many",
        "outbox-bytes,0",
        "read-only,perhaps",
        "action-rules,''",
        "action-rules,allow everything",
        "action-rules,permit start",
        "action-rules,allow",
        "action-rules,allow start here",
        "action-rules,allow start image:a image:b",
        "action-rules,allow start label:a label:a",
        "docker-host,npipe://x",
        "docker-host,tcp://nowhere",
        "url,ftp://x",
        "url,https://user@x",
        "url,not an address"
    })
    void valueThatCannotBeUsedIsRefused(String key, String value) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(Map.of(), Map.of(), key + "=" + value))
                .withMessageContaining(key);
    }

    @Test
    void proxyComesFromTheUsualVariablesUnlessTheConfigurationSaysOtherwise() throws IOException {
        Map<String, String> environment = Map.of(
                "HTTPS_PROXY", "http://agent:p%40ss%3Aword@usual.example:3128/", "no_proxy", "one.example two.example");
        ProxyConfig usual =
                read(Map.of(), environment, "").config().route().proxy().orElseThrow();
        assertThat(usual.address())
                .isEqualTo(new ProxyAddress("usual.example", 3128, Optional.of(new Secret("agent:p@ss:word"))));
        assertThat(usual.except()).containsExactly("one.example", "two.example");
        assertThat(usual.encryptedOnly()).isTrue();
        assertThat(read(Map.of(), environment, "proxy=other.example:8080")
                        .config()
                        .route()
                        .proxy())
                .hasValueSatisfying(proxy -> assertThat(proxy.address()).hasToString("other.example:8080"));
        assertThat(read(Map.of(), environment, "proxy=none").config().route().proxy())
                .isEmpty();
    }

    @Test
    void secretsAreNotShown() throws IOException {
        assertThat(read(
                                Map.of(),
                                Map.of(),
                                "proxy=http://agent:s3cret@proxy.example\nclient-certificate=c\nclient-password=s3cret")
                        .config()
                        .toString())
                .contains("redacted")
                .doesNotContain("s3cret");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(Map.of(), Map.of(), "proxy=http://agent:s3 cret@proxy.example"))
                .satisfies(failure -> assertThat(failure)
                        .hasNoCause()
                        .message()
                        .contains("proxy must be like")
                        .doesNotContain("cret"));
    }

    @Test
    void fileThatIsNamedHasToBeThere() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigReader.read(Map.of(), Map.of(), directory.resolve("absent")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080", "https://example.com"})
    void addressThatIsEncryptedOrOnThisMachineIsTaken(String url) {
        assertThat(CloudAddress.of(url, false).base()).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com",
                "http://10.0.0.1",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com"
            })
    void plainAddressBeyondThisMachineIsRefusedUnlessSaidOtherwise(String url) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> CloudAddress.of(url, false))
                .withMessageContaining("--allow-plain");
        assertThat(CloudAddress.of(url, true).connection().getScheme()).isEqualTo("ws");
    }

    @Test
    void pathsOfTheProtocolComeBelowTheBase() {
        CloudAddress cloud = CloudAddress.of("https://example.com/portreeve/", false);
        assertThat(cloud.connection()).isEqualTo(URI.create("wss://example.com/portreeve/agent/connect"));
        assertThat(cloud.enrolment()).isEqualTo(URI.create("https://example.com/portreeve/agent/enrol"));
    }

    private ConfigReader.Result read(Map<Setting, String> options, Map<String, String> environment, String file)
            throws IOException {
        return ConfigReader.read(options, environment, Files.writeString(directory.resolve("agent.properties"), file));
    }
}
