package io.portreeve.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the key that releases are signed with. */
@Command(
        name = "release-key",
        description = {
            "Makes the key that releases of the agent are signed with, and prints its public half.",
            "Keep it away from every server: whoever has it can replace the agents that pinned it."
        },
        mixinStandardHelpOptions = true)
final class ReleaseKeyCommand implements Callable<Integer> {
    private static final int LINE = 64;

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "the private key: a new file, PEM")
    private Path file;

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'})
                .encodeToString(keys.getPrivate().getEncoded());
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            spec.commandLine().getErr().println("portreeve-agent: " + file + " exists, and is left as it is");
            return ExitStatus.FAILED.code();
        }
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n",
                StandardCharsets.US_ASCII);
        spec.commandLine()
                .getOut()
                .println(Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()));
        return ExitStatus.OK.code();
    }
}
