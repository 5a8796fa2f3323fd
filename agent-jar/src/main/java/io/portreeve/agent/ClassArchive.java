package io.portreeve.agent;

import io.portreeve.agent.config.AgentConfig;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The agent's classes as Java has them in memory, in one file in the state directory that the next start maps: that
 * takes less memory and time. Made by a rehearsal in a process of its own, anew for each jar and each Java; all works
 * without it.
 */
final class ClassArchive {
    private static final Logger LOG = Logger.getLogger(ClassArchive.class.getName());
    private static final String NAME = "classes.jsa";
    private static final long PATIENCE_SECONDS = 180;

    private final AgentConfig config;
    private final Path archive;
    private final Path stamp;
    private final Path jar;

    ClassArchive(AgentConfig config) {
        this(config, UpdatePlace.ownJar());
    }

    ClassArchive(AgentConfig config, Path jar) {
        this.config = config;
        this.jar = jar;
        Path directory = config.stateDirectory().toAbsolutePath();
        archive = directory.resolve(NAME);
        stamp = directory.resolve(NAME + ".of");
    }

    /** Waits until it is there, or cannot be. */
    void makeUnlessCurrent() {
        try {
            if (Files.isRegularFile(jar) && !isCurrent()) {
                make();
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "cannot archive classes", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isCurrent() throws IOException {
        return Files.exists(archive)
                && Files.exists(stamp)
                && Files.readString(stamp).equals(what());
    }

    private void make() throws IOException, InterruptedException {
        Path scratch = archive.resolveSibling("rehearsal");
        delete(scratch);
        Files.createDirectory(scratch);
        try {
            Path draft = scratch.resolve(NAME);
            Process rehearsal = new ProcessBuilder(command(scratch, draft))
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            yieldMemory(rehearsal);
            if (!ended(rehearsal) || rehearsal.exitValue() != 0 || !Files.exists(draft)) {
                LOG.fine("classes cannot be archived here");
                return;
            }
            Files.deleteIfExists(stamp);
            // Java ends with a crash where a part of it is missing, as a power loss could leave it.
            onDisk(draft);
            Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE);
            Files.writeString(stamp, what());
        } finally {
            delete(scratch);
        }
    }

    /** It takes twice what an agent does, once: where there is too little for both it goes, and not the agent. */
    private static void yieldMemory(Process rehearsal) {
        try {
            Files.writeString(Path.of("/proc/" + rehearsal.pid() + "/oom_score_adj"), "1000");
        } catch (IOException e) {
            LOG.log(Level.FINE, "cannot have the rehearsal go first", e);
        }
    }

    private static void onDisk(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            channel.force(true);
        }
    }

    private static boolean ended(Process process) throws InterruptedException {
        Thread stop = new Thread(process::destroyForcibly, "stop-rehearsal");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly();
            forget(stop);
        }
    }

    private static void forget(Thread stop) {
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException e) {
            LOG.log(Level.FINEST, "this process ends as well", e);
        }
    }

    private List<String> command(Path scratch, Path draft) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        // an archive is of use to those only that are started as the one that made it
        command.addAll(ownOptions().toList());
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + draft, "-jar", jar.toString(), "rehearse"));
        command.addAll(List.of(
                "--config", Files.createFile(scratch.resolve("none")).toString(), "--state-dir", scratch.toString()));
        command.addAll(List.of("--docker-host", config.dockerHost().toString()));
        command.addAll(List.of("--cgroup-root", config.cgroupRoot().toString()));
        command.addAll(List.of("--proc-root", config.procRoot().toString()));
        return command;
    }

    private static Stream<String> ownOptions() {
        String[] arguments = ProcessHandle.current().info().arguments().orElse(new String[0]);
        return Stream.of(arguments)
                .takeWhile(argument -> !argument.equals("-jar"))
                .filter(argument -> !argument.startsWith("-XX:SharedArchiveFile="));
    }

    /** What it is of: Java looks at the same, and passes over what is of something else. */
    private String what() throws IOException {
        return String.join(
                "\n",
                jar.toString(),
                Files.size(jar) + " " + Files.getLastModifiedTime(jar).toMillis(),
                System.getProperty("java.home"),
                System.getProperty("java.vm.version"),
                "");
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
