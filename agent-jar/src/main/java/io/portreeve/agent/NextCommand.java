package io.portreeve.agent;

import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.enrol.IdentityFile;
import io.portreeve.agent.update.Launch;
import io.portreeve.agent.update.Supervisor;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says which jar is to be run, for the start script. */
@Command(name = "next", description = "Says which jar is to be run now; for the start script.", hidden = true)
final class NextCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Options options;

    @Option(names = "--ended", paramLabel = "STATUS", description = "how the process before ended")
    private int ended;

    NextCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        AgentConfig config = options.read(environment).config();
        IdentityFile file = new IdentityFile(config.identityFile());
        Identity identity = file.read();
        try (AutoCloseable lock = file.lock()) {
            Launch.Choice choice =
                    UpdatePlace.launch(config, identity).next(lock == null ? "" : Supervisor.ended(ended));
            PrintWriter out = spec.commandLine().getOut();
            out.println("jar=" + choice.jar());
            out.println("limit=" + choice.limit().toSeconds());
            out.println("mark=" + choice.mark());
            out.flush();
        }
        return ExitStatus.OK.code();
    }
}
