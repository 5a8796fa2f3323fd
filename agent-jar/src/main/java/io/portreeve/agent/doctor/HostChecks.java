package io.portreeve.agent.doctor;

import io.portreeve.agent.config.AgentConfig;
import io.portreeve.agent.enrol.IdentityException;
import io.portreeve.agent.enrol.IdentityFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the agent needs of this host's files. */
public final class HostChecks {
    private static final long MEBIBYTE = 1024 * 1024;

    private final AgentConfig config;
    private final String user;
    private final long roomBytes;

    /**
     * For the user of this process.
     *
     * @param roomBytes how much the agent may come to keep in its state directory
     */
    public HostChecks(AgentConfig config, long roomBytes) {
        this.config = config;
        this.roomBytes = roomBytes;
        user = System.getProperty("user.name", "this user");
    }

    public List<Check> checks() {
        return List.of(
                new Check("identity", this::identity),
                new Check("state directory", this::stateDirectory),
                new Check("proc", this::proc));
    }

    private Finding identity() throws IOException {
        Path path = config.identityFile();
        IdentityFile file = new IdentityFile(path);
        if (!Files.isExecutable(path.toAbsolutePath().getParent())
                && Files.exists(path.toAbsolutePath().getParent())) {
            return notOurs(path.toAbsolutePath().getParent());
        }
        if (!file.exists()) {
            return Finding.failed(
                    "this host is not enrolled: there is no " + path,
                    "choose \"Add host\" in the dashboard, and run the command that it shows");
        }
        if (!Files.isReadable(path)) {
            return notOurs(path);
        }
        try {
            String owner = Files.getOwner(path).getName();
            String identity = "agent=" + file.read().agentId() + " in " + path;
            return owner.equals(user)
                    ? Finding.ok(identity)
                    : Finding.warning(
                            identity + " belongs to " + owner + ", and this is " + user,
                            "run the agent and its doctor as " + owner + ", or else chown " + path);
        } catch (IdentityException e) {
            return Finding.failed(
                    e.getMessage(), e.getMessage().contains("chmod") ? "chmod 600 " + path : "enrol --replace");
        }
    }

    private Finding notOurs(Path path) throws IOException {
        String owner = Files.getOwner(path).getName();
        return Finding.failed(
                user + " may not read " + path + ", which belongs to " + owner,
                "run this as " + owner + ": sudo -u " + owner + " portreeve-agent doctor");
    }

    private Finding stateDirectory() throws IOException {
        Path directory = config.stateDirectory().toAbsolutePath();
        if (!Files.exists(directory)) {
            return Finding.failed(
                    "there is no " + directory, "enrolling makes it; or make it, owned by " + user + ", mode 700");
        }
        if (!Files.isDirectory(directory)) {
            return Finding.failed(directory + " is no directory", "move it away, or set state-dir to another one");
        }
        if (!Files.isWritable(directory)) {
            return Files.getFileStore(directory).isReadOnly()
                    ? Finding.failed(directory + " is on a read-only file system", "set state-dir to a writable one")
                    : Finding.failed(
                            user + " may not write in " + directory,
                            "chown it to " + user + ", or run this as its owner, "
                                    + Files.getOwner(directory).getName());
        }
        long room = Files.getFileStore(directory).getUsableSpace();
        if (room < roomBytes) {
            return Finding.warning(
                    room / MEBIBYTE + " MiB left for " + directory,
                    "free space: the agent may keep up to " + roomBytes / MEBIBYTE
                            + " MiB while the cloud is out of reach, and what does not fit is lost");
        }
        return Finding.ok(directory + ", " + room / MEBIBYTE + " MiB left");
    }

    private Finding proc() {
        Path proc = config.procRoot();
        for (String name : List.of("meminfo", "stat", "loadavg", "sys/kernel/osrelease")) {
            if (!Files.isReadable(proc.resolve(name))) {
                return Finding.failed(
                        "cannot read " + proc.resolve(name),
                        "in a container mount the host's /proc read-only and name it with proc-root;"
                                + " in a unit leave ProcSubset at all");
            }
        }
        return Finding.ok(proc.toString());
    }
}
