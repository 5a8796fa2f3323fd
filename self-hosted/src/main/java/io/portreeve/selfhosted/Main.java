package io.portreeve.selfhosted;

import io.portreeve.selfhosted.data.PrivateFiles;
import io.portreeve.selfhosted.data.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/** The program behind {@code ./portreeve start}. */
public final class Main {
    /** Held here, since a logger nobody holds forgets its level. */
    private static final Logger ROOT_LOGGER = Logger.getLogger("");

    private Main() {}

    public static void main(String[] arguments) {
        ROOT_LOGGER.setLevel(Level.WARNING);
        StartOptions options = new StartOptions();
        CommandLine commandLine = new CommandLine(options);
        try {
            if (commandLine.parseArgs(arguments).isUsageHelpRequested()) {
                commandLine.usage(System.out);
                return;
            }
            Map<String, String> environment = System.getenv();
            options.check(environment);
            if (options.prepare()) {
                prepare(options, environment);
            } else {
                start(options, environment);
            }
        } catch (CommandLine.ParameterException | StartFailedException e) {
            fail(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("interrupted");
        } catch (IOException e) {
            fail(e.toString());
        }
    }

    private static void start(StartOptions options, Map<String, String> environment) throws InterruptedException {
        Launcher launcher = new Launcher(options, options.data(), environment, new Progress(System.out));
        Runtime.getRuntime().addShutdownHook(new Thread(launcher::close, "stop"));
        try {
            launcher.start();
            launcher.watch();
        } catch (StartFailedException e) {
            failUnlessStopping(launcher, e);
        }
    }

    private static void prepare(StartOptions options, Map<String, String> environment) throws IOException {
        Path cache = PrivateFiles.directory(options.cache(environment));
        Path data = Files.createTempDirectory(cache, "prepare.");
        Launcher launcher = new Launcher(options, data, environment, new Progress(System.out));
        Thread stop = new Thread(launcher::close, "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            launcher.makeClassArchive();
            launcher.close();
            PrivateFiles.deleteTree(data);
        } catch (StartFailedException e) {
            failUnlessStopping(launcher, e);
        }
    }

    /** A part that ends because everything is being stopped is no failure. */
    private static void failUnlessStopping(Launcher launcher, StartFailedException failure) {
        if (!launcher.isStopping()) {
            fail(failure.getMessage());
        }
    }

    private static void fail(String line) {
        System.err.println("portreeve: " + line);
        System.exit(1);
    }
}
