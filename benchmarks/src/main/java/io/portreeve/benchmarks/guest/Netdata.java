package io.portreeve.benchmarks.guest;

import io.portreeve.benchmarks.cost.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Debian's netdata, of its own directory, on loopback, watching containers and nothing else, each second. */
final class Netdata implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/netdata");
    private static final long PATIENCE_SECONDS = 20;

    private final Process process;
    private final Path directory;

    private Netdata(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /** Empty where it is not installed. */
    static Optional<Netdata> start(String dockerHost) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            return Optional.empty();
        }
        Path directory = Files.createTempDirectory("portreeve-netdata.");
        Path configuration = Files.writeString(directory.resolve("netdata.conf"), """
                [global]
                    run as user = root
                [db]
                    mode = ram
                    retention = 3600
                [ml]
                    enabled = no
                [health]
                    enabled = no
                [directories]
                    cache = %1$s/cache
                    lib = %1$s/lib
                    log = %1$s/log
                    registry = %1$s/registry
                [web]
                    bind to = 127.0.0.1:19999
                [plugins]
                    proc = no
                    diskspace = no
                    tc = no
                    idlejitter = no
                    timex = no
                    apps = no
                    python.d = no
                    charts.d = no
                    node.d = no
                    go.d = no
                    fping = no
                    ioping = no
                    perf = no
                    ebpf = no
                    freeipmi = no
                    nfacct = no
                    xenstat = no
                    slabinfo = no
                    debugfs = no
                    statsd = no
                    cgroups = yes
                    netdata monitoring = no
                """.formatted(directory));
        for (String name : List.of("cache", "lib", "log", "registry")) {
            Files.createDirectory(directory.resolve(name));
        }
        ProcessBuilder builder = new ProcessBuilder(
                        PROGRAM.toString(), "-D", "-c", configuration.toString(), "-P", directory + "/pid")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        // its scripts ask the engine for containers' names
        builder.environment().put("DOCKER_HOST", dockerHost);
        builder.environment().put("DO_NOT_TRACK", "1");
        return Optional.of(new Netdata(builder.start(), directory));
    }

    ProcessTree tree() {
        return new ProcessTree(process.pid());
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Commands.run(List.of("rm", "-rf", directory.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
