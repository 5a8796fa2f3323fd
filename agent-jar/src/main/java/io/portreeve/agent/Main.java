package io.portreeve.agent;

import io.portreeve.agent.config.ConfigException;
import io.portreeve.agent.enrol.EnrolmentException;
import io.portreeve.agent.enrol.IdentityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "portreeve-agent",
        description = "Watches the containers of this host for Portreeve.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        LogLines.install();
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new Main())
                .addSubcommand(new EnrolCommand(environment))
                .addSubcommand(new RunCommand(environment))
                .addSubcommand(new StatusCommand(environment))
                .addSubcommand(new DoctorCommand(environment))
                .addSubcommand(new FilesCommand())
                .addSubcommand(new NextCommand(environment))
                .addSubcommand(new RehearseCommand(environment))
                .addSubcommand(new ReleaseKeyCommand())
                .addSubcommand(new SignReleaseCommand())
                .setExecutionExceptionHandler((failure, line, result) -> explain(failure, line));
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say what to do: enrol, run, status or doctor.");
    }

    private static int explain(Exception failure, CommandLine line) throws Exception {
        ExitStatus status = statusOf(failure);
        if (status == ExitStatus.FAILED) {
            throw failure;
        }
        List<String> lines =
                failure instanceof ConfigException config ? config.problems() : List.of(failure.getMessage());
        lines.forEach(each -> line.getErr().println("portreeve-agent: " + each));
        return status.code();
    }

    private static ExitStatus statusOf(Exception failure) {
        if (failure instanceof ConfigException) {
            return ExitStatus.USAGE;
        }
        if (failure instanceof IdentityException) {
            return ExitStatus.IDENTITY;
        }
        if (failure instanceof EnrolmentException enrolment) {
            return switch (enrolment.kind()) {
                case TOKEN_REFUSED -> ExitStatus.TOKEN_REFUSED;
                case UNREACHABLE, UNEXPECTED -> ExitStatus.UNREACHABLE;
                case TLS -> ExitStatus.TLS;
                case PROXY -> ExitStatus.PROXY;
            };
        }
        return ExitStatus.FAILED;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"portreeve-agent " + AgentVersion.read()};
        }
    }
}
