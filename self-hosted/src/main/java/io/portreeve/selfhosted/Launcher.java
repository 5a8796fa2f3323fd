package io.portreeve.selfhosted;

import io.portreeve.migrations.MigrationConfig;
import io.portreeve.migrations.MigrationException;
import io.portreeve.migrations.Migrations;
import io.portreeve.selfhosted.data.DataDirectory;
import io.portreeve.selfhosted.data.DiskRoom;
import io.portreeve.selfhosted.data.Secrets;
import io.portreeve.selfhosted.data.StartFailedException;
import io.portreeve.selfhosted.parts.Agent;
import io.portreeve.selfhosted.parts.Cache;
import io.portreeve.selfhosted.parts.DockerSocket;
import io.portreeve.selfhosted.parts.FirstOrganization;
import io.portreeve.selfhosted.parts.LogFiles;
import io.portreeve.selfhosted.parts.Payara;
import io.portreeve.selfhosted.parts.PayaraRuntime;
import io.portreeve.selfhosted.parts.Ports;
import io.portreeve.selfhosted.parts.Postgres;
import io.portreeve.selfhosted.parts.PostgresBinaries;
import io.portreeve.selfhosted.parts.Redis;
import io.portreeve.selfhosted.process.Child;
import io.portreeve.selfhosted.process.Children;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts the parts, each when what it needs is ready, and keeps them running. */
final class Launcher implements AutoCloseable {
    /** What hosts are given and offered, which whoever starts this may name instead of the agent that was built. */
    private static final List<String> OFFERED =
            List.of("PORTREEVE_AGENT_JAR", "PORTREEVE_AGENT_RELEASE", "PORTREEVE_RELEASE_KEY");

    private final StartOptions options;
    private final Map<String, String> environment;
    private final Progress progress;
    private final Product product;
    private final Cache cache;
    private final DataDirectory data;
    private final Secrets secrets;
    private final Children children;
    private final Supervisor supervisor;

    Launcher(StartOptions options, Path dataDirectory, Map<String, String> environment, Progress progress) {
        this.options = options;
        this.environment = environment;
        this.progress = progress;
        this.product = Product.at(options.product().toAbsolutePath().normalize());
        this.cache = new Cache(options.cache(environment));
        DiskRoom.check(dataDirectory, DiskRoom.NEEDED_FOR_DATA);
        DiskRoom.check(cache.root(), DiskRoom.NEEDED_FOR_CACHE);
        this.data = DataDirectory.open(dataDirectory);
        this.secrets = new Secrets(data.secrets());
        this.children = new Children(data.run().resolve("processes"), progress::say);
        this.supervisor = new Supervisor(children, Clock.systemUTC(), progress::say);
    }

    /** Starts everything and says so; the last line is the one that tells where to go. */
    void start() {
        children.endOrphans();
        LogFiles.trim(data.logs());
        for (int node = 0; node < options.nodes(); node++) {
            Ports.requireFree(options.address(), options.port() + node);
        }
        Optional<String> engine = options.withAgent()
                ? DockerSocket.find(
                        options.dockerHost(), environment, Path.of(System.getProperty("user.home")), progress::say)
                : Optional.empty();
        Postgres postgres = startPostgres();
        Redis redis = startRedis();
        FirstOrganization organization = new FirstOrganization(postgres);
        boolean hasUsers = organization.hasUsers();
        Optional<FirstSignIn> signIn =
                FirstSignIn.decide(hasUsers, options.adminEmail(), options.adminPassword(), secrets);
        if (hasUsers
                && (options.adminEmail().isPresent() || options.adminPassword().isPresent())) {
            progress.say("There is an administrator already; --admin-email and --admin-password change nothing");
        }
        PayaraRuntime runtime = unpackPayara();
        for (int node = 1; node <= options.nodes(); node++) {
            startPayara(runtime, postgres, redis, signIn, node, options.port() + node - 1, false);
        }
        engine.ifPresentOrElse(
                found -> startAgent(organization, found),
                () -> progress.say(
                        options.withAgent() ? "No Docker engine was found; no agent runs here" : "No agent runs here"));
        progress.say("Portreeve is ready: " + publicUrl()
                + signIn.map(FirstSignIn::invitation).orElse(""));
        FirstSignIn.shown(secrets);
    }

    /** Returns only when stopped. */
    void watch() throws InterruptedException {
        supervisor.watch(() -> LogFiles.trim(data.logs()));
    }

    /** Runs the control plane once, so that Java can archive the classes it loads; nothing of it stays but the archive. */
    void makeClassArchive() {
        PayaraRuntime runtime = unpackPayara();
        if (Files.exists(runtime.archive())) {
            return;
        }
        Postgres postgres = startPostgres();
        Redis redis = startRedis();
        Optional<FirstSignIn> signIn = FirstSignIn.decide(false, Optional.empty(), Optional.empty(), secrets);
        Child payara = startPayara(runtime, postgres, redis, signIn, 1, Ports.free(), true);
        progress.step("Class archive made", () -> {
            children.end(payara);
            runtime.keepArchive();
            return null;
        });
    }

    boolean isStopping() {
        return children.isClosed();
    }

    @Override
    public void close() {
        children.close();
        data.close();
    }

    private Postgres startPostgres() {
        Path binaries = PostgresBinaries.unpack(cache, product.postgresVersion());
        Postgres postgres = new Postgres(binaries, data, secrets, children, Ports.free(), options.large());
        progress.step("PostgreSQL is ready", () -> supervisor.start(postgres));
        postgres.createDatabase();
        MigrationConfig migration = new MigrationConfig(
                postgres.jdbcUrl(),
                Postgres.SUPERUSER,
                postgres.password(),
                secrets.password("owner-password"),
                secrets.password("app-password"),
                secrets.password("system-password"));
        try {
            int executed = progress.step("The database's schema is up to date", () -> Migrations.migrate(migration));
            if (executed > 0) {
                progress.say("  " + executed + " migrations ran");
            }
        } catch (MigrationException e) {
            throw new StartFailedException("The data in " + data.root() + " cannot be used: " + e.getMessage(), e);
        }
        return postgres;
    }

    private Redis startRedis() {
        Redis redis = new Redis(cache, data, secrets, children, Ports.free(), options.large());
        progress.step("Redis is ready", () -> supervisor.start(redis));
        return redis;
    }

    private PayaraRuntime unpackPayara() {
        return PayaraRuntime.unpack(
                cache,
                product.payaraMicro(),
                product.payaraVersion(),
                children,
                data.logs().resolve("payara.log"));
    }

    private Child startPayara(
            PayaraRuntime runtime,
            Postgres postgres,
            Redis redis,
            Optional<FirstSignIn> signIn,
            int node,
            int port,
            boolean archiveAtExit) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put("PORTREEVE_DB_URL", postgres.jdbcUrl());
        configuration.put("PORTREEVE_DB_PASSWORD", secrets.password("app-password"));
        configuration.put("PORTREEVE_DB_SYSTEM_PASSWORD", secrets.password("system-password"));
        configuration.put("PORTREEVE_REDIS_URL", redis.url());
        configuration.put("PORTREEVE_PUBLIC_URL", publicUrl());
        configuration.put("PORTREEVE_AGENT_JAR", product.agent().toString());
        OFFERED.stream()
                .filter(environment::containsKey)
                .forEach(name -> configuration.put(name, environment.get(name)));
        if (options.nodes() > 1) {
            configuration.put("PORTREEVE_NODE_NAME", "node-" + node);
        }
        configuration.put(
                "PORTREEVE_JWT_KEY_FILE",
                secrets.signingKey("access-token-key.pem").toString());
        signIn.ifPresent(first -> configuration.putAll(first.environment()));
        Payara payara = new Payara(
                runtime,
                product.war(),
                data,
                children,
                node,
                options.address(),
                port,
                configuration,
                archiveAtExit,
                options.large());
        return progress.step("The control plane is ready", () -> supervisor.start(payara));
    }

    private void startAgent(FirstOrganization organization, String engine) {
        URI cloud = URI.create("http://127.0.0.1:" + options.port());
        Agent agent = new Agent(product.agent(), data, children, cloud, engine);
        agent.enrol(organization::enrolmentToken);
        supervisor.start(agent);
        progress.say("The agent watches " + engine);
    }

    private String publicUrl() {
        return "http://localhost:" + options.port();
    }
}
