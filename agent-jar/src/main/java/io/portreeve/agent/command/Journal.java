package io.portreeve.agent.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** The file of entries: only appended to, and now and then written anew. Mode 0600. For one thread at a time. */
final class Journal implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Journal.class.getName());
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<StandardOpenOption> APPENDING =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

    private static final int MOST_STRANGE_BYTES = 256 * 1024;

    private final Path path;
    private final EntryLines lines = new EntryLines();
    private FileChannel channel;
    private final List<String> strange = new ArrayList<>();
    private boolean damaged;

    Journal(Path path) {
        this.path = path.toAbsolutePath();
    }

    /**
     * All that is understood. A torn end is left out; other lines that say nothing to this version are kept in the file,
     * since they may be a later one's.
     *
     * @throws JournalException if it is there and cannot be read
     */
    List<Entry> read() {
        List<Entry> entries = new ArrayList<>();
        strange.clear();
        try {
            // A character a byte, so that what is not understood can be written again as it was.
            String text = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
            damaged = !(text.isEmpty() || text.endsWith("\n"));
            for (int from = 0; from < text.length(); ) {
                int newline = text.indexOf('\n', from);
                String line = text.substring(from, newline < 0 ? text.length() : newline);
                Optional<Entry> entry = lines.read(utf8(line));
                entry.ifPresent(entries::add);
                if (entry.isEmpty() && newline >= 0 && !line.isEmpty()) {
                    strange.add(line);
                }
                from = newline < 0 ? text.length() : newline + 1;
            }
            report();
        } catch (NoSuchFileException e) {
            LOG.fine(() -> "there is no journal of actions yet at " + path);
        } catch (IOException e) {
            throw failed("read", e);
        }
        return entries;
    }

    /** Whether it has to be written anew before anything can be appended. */
    boolean isDamaged() {
        return damaged;
    }

    /**
     * Adds a line.
     *
     * @param durably whether it has to be on the disk when this returns
     * @throws JournalException if it cannot
     */
    void append(Entry entry, boolean durably) {
        try {
            if (channel == null) {
                open();
            }
            write(channel, bytes(lines.write(entry)));
            if (durably) {
                channel.force(true);
            }
        } catch (IOException e) {
            damaged = true;
            throw failed("write", e);
        }
    }

    long bytes() {
        try {
            return channel == null ? 0 : channel.size();
        } catch (IOException e) {
            throw failed("look at", e);
        }
    }

    /**
     * Puts these in place of all, whole or not at all.
     *
     * @throws JournalException if it cannot
     */
    void rewrite(List<Entry> entries) {
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        try {
            close();
            prepareDirectory();
            Files.deleteIfExists(draft);
            try (FileChannel fresh = FileChannel.open(
                    draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
                write(fresh, kept());
                write(fresh, bytes(entries.stream().map(lines::write).collect(Collectors.joining())));
                fresh.force(true);
            }
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
            forceDirectory();
            damaged = false;
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw failed("close", e);
        } finally {
            channel = null;
        }
    }

    private void open() throws IOException {
        prepareDirectory();
        channel = FileChannel.open(path, APPENDING, OWNER_ONLY);
        forceDirectory();
    }

    private void prepareDirectory() throws IOException {
        if (!Files.isDirectory(path.getParent())) {
            Files.createDirectories(path.getParent(), OWNER_DIRECTORY);
        }
    }

    private void forceDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private void report() {
        if (damaged) {
            LOG.warning(() ->
                    "the journal of actions " + path + " does not end with a whole line; what is torn is left out");
        }
        int left = leaveOutBeyondBound();
        if (left + strange.size() > 0) {
            LOG.warning(() -> strange.size() + " lines of the journal of actions " + path
                    + " are damaged or a later version's: they stay in it"
                    + (left > 0 ? ", save the oldest " + left : ""));
        }
    }

    private int leaveOutBeyondBound() {
        int bytes = strange.stream().mapToInt(String::length).sum();
        int left = 0;
        while (bytes > MOST_STRANGE_BYTES) {
            bytes -= strange.remove(0).length();
            left++;
        }
        return left;
    }

    private ByteBuffer kept() {
        return ByteBuffer.wrap(strange.stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private JournalException failed(String what, IOException failure) {
        String reason = failure instanceof AccessDeniedException ? "permission denied" : failure.getMessage();
        return new JournalException("cannot " + what + " the journal of actions " + path + ": " + reason, failure);
    }
}
