package io.portreeve.agent.command;

import io.portreeve.contract.action.ActionOutput;
import io.portreeve.contract.action.ActionResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** What the journal says by now. Any thread may ask; writing waits for the disk, and asking does not. */
final class Ledger implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Ledger.class.getName());

    /** Ids that are remembered, so that a request which was on its way is known when it comes. */
    private static final int MOST_ACKNOWLEDGED = 1_000;

    /** What was said while actions ran; a heap of 24 MB has to hold it, and what is said of it to the cloud. */
    private static final int MOST_OUTPUT = 1024 * 1024;

    private final Object writing = new Object();
    private final Journal journal;
    private final Executor later;
    private final long mostBytes;
    private final Map<UUID, Entry.Beginning> begun = new LinkedHashMap<>();
    private final Map<UUID, Entry.Replaced> replaced = new LinkedHashMap<>();
    private final Map<UUID, ActionResult> ended = new LinkedHashMap<>();
    private final Set<UUID> acknowledged = new LinkedHashSet<>();
    private Optional<String> unreadable = Optional.empty();

    /**
     * A ledger of what is in the journal.
     *
     * @param mostBytes of the file; beyond, it is written anew with what still matters
     * @param later runs what nobody waits for
     */
    Ledger(Journal journal, long mostBytes, Executor later) {
        this.journal = journal;
        this.later = later;
        this.mostBytes = mostBytes;
        try {
            journal.read().forEach(this::apply);
        } catch (JournalException e) {
            LOG.log(Level.SEVERE, "no action will be run: {0}", e.getMessage());
            unreadable = Optional.of(e.getMessage());
        }
    }

    /**
     * Writes down that it begins.
     *
     * @throws JournalException if that cannot be written, so that it must not
     */
    void begin(Entry.Beginning entry) {
        unreadable.ifPresent(reason -> {
            throw new JournalException(reason, null);
        });
        synchronized (writing) {
            compactIfDue();
            journal.append(entry, true);
            apply(entry);
        }
    }

    /**
     * Writes down how far something came that was begun.
     *
     * @throws JournalException if that cannot be written, so that it must not go further
     */
    void note(Entry.Replaced entry) {
        synchronized (writing) {
            compactIfDue();
            journal.append(entry, true);
            apply(entry);
        }
    }

    /** Keeps the outcome, in memory at least. */
    void end(ActionResult result) {
        Entry entry = new Entry.Ended(result);
        apply(entry);
        write(entry, true);
    }

    /** Forgets the outcome, and remembers the id; does not wait for the disk. */
    void acknowledge(UUID id) {
        if (ended(id).isEmpty()) {
            return;
        }
        Entry entry = new Entry.Acknowledged(id);
        apply(entry);
        try {
            later.execute(() -> write(entry, false));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "an acknowledgement is not written down, and will come again", e);
        }
    }

    synchronized Optional<ActionResult> ended(UUID id) {
        return Optional.ofNullable(ended.get(id));
    }

    synchronized boolean isBegun(UUID id) {
        return begun.containsKey(id);
    }

    synchronized boolean isAcknowledged(UUID id) {
        return acknowledged.contains(id);
    }

    synchronized Optional<Entry.Replaced> replaced(UUID id) {
        return Optional.ofNullable(replaced.get(id));
    }

    synchronized List<Entry.Beginning> begun() {
        return List.copyOf(begun.values());
    }

    synchronized Unacknowledged unacknowledged() {
        return new Unacknowledged(
                begun.values().stream().collect(Collectors.toMap(Entry.Beginning::id, Entry.Beginning::at)),
                List.copyOf(ended.values()));
    }

    /** Actions that the cloud has not acknowledged. */
    synchronized int open() {
        return begun.size() + ended.size();
    }

    @Override
    public void close() {
        synchronized (writing) {
            journal.close();
        }
    }

    private void write(Entry entry, boolean durably) {
        synchronized (writing) {
            if (unreadable.isPresent()) {
                return;
            }
            try {
                compactIfDue();
                journal.append(entry, durably);
            } catch (JournalException e) {
                LOG.log(Level.WARNING, "kept in memory only: {0}", e.getMessage());
            }
        }
    }

    private void compactIfDue() {
        if (journal.isDamaged() || journal.bytes() > mostBytes) {
            journal.rewrite(entries());
        }
    }

    private synchronized List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        acknowledged.forEach(id -> entries.add(new Entry.Acknowledged(id)));
        entries.addAll(begun.values());
        entries.addAll(replaced.values());
        ended.values().forEach(result -> entries.add(new Entry.Ended(result)));
        return entries;
    }

    private synchronized void apply(Entry entry) {
        if (entry instanceof Entry.Replaced step) {
            replaced.put(step.id(), step);
            return;
        }
        begun.remove(entry.id());
        replaced.remove(entry.id());
        ended.remove(entry.id());
        if (entry instanceof Entry.Beginning begins) {
            begun.put(begins.id(), begins);
        } else if (entry instanceof Entry.Ended ends) {
            ended.put(ends.id(), ends.result());
            shorten();
        } else {
            acknowledged.add(entry.id());
            if (acknowledged.size() > MOST_ACKNOWLEDGED) {
                acknowledged.remove(acknowledged.iterator().next());
            }
        }
    }

    /** Outcomes stay; what was said goes, the oldest first, and its length is told. */
    private void shorten() {
        long characters = ended.values().stream().mapToLong(Ledger::characters).sum();
        for (Map.Entry<UUID, ActionResult> each : ended.entrySet()) {
            if (characters <= MOST_OUTPUT) {
                return;
            }
            characters -= characters(each.getValue());
            each.setValue(withoutText(each.getValue()));
        }
    }

    private static int characters(ActionResult result) {
        return result.output().map(output -> output.text().length()).orElse(0);
    }

    private static ActionResult withoutText(ActionResult result) {
        return new ActionResult(
                result.id(),
                result.outcome(),
                result.rule(),
                result.answer(),
                result.before(),
                result.after(),
                result.finishedAt(),
                result.output().map(output -> new ActionOutput("", output.exitCode(), leftOut(output))));
    }

    private static long leftOut(ActionOutput output) {
        return output.leftOut() + output.text().getBytes(StandardCharsets.UTF_8).length;
    }
}
