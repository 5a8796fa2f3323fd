package io.portreeve.agent.link;

import io.portreeve.contract.codec.Frames;
import io.portreeve.contract.codec.MalformedMessageException;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.ContainerFacts;
import io.portreeve.contract.message.Inventory;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** A batch in the spool: what goes over the wire, and what has to be declared before. */
final class BatchRecord {
    private static final byte FORM = 1;
    private static final int HEAD_BYTES = 1 + Integer.BYTES + 2 * Long.BYTES + Integer.BYTES;
    private static final int LONGEST_TEXT = 256;

    /** Numbers of another process's containers begin here, for its numbers say nothing in this one. */
    private static final int FOREIGN = 1 << 24;

    private final MessageCodec codec;
    private final byte[] noFacts;
    private final int process = ThreadLocalRandom.current().nextInt();

    /**
     * What is in the spool.
     *
     * @param through the last reading that the batch replaces, by its number in the spool
     */
    record Content(DurableBatch batch, long through) {}

    BatchRecord(MessageCodec codec) {
        this.codec = codec;
        noFacts = Frames.compress(codec.encode(new Inventory(1, List.of())));
    }

    byte[] write(Content content) {
        byte[] frame = content.batch().frame();
        byte[] facts = facts(content.batch().containers());
        return ByteBuffer.allocate(HEAD_BYTES + frame.length + facts.length)
                .put(FORM)
                .putInt(process)
                .putLong(content.batch().sequence())
                .putLong(content.through())
                .putInt(frame.length)
                .put(frame)
                .put(facts)
                .array();
    }

    /** Empty if another version wrote it. */
    Optional<Content> read(byte[] payload) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(payload);
            if (bytes.get() != FORM) {
                return Optional.empty();
            }
            boolean foreign = bytes.getInt() != process;
            long sequence = bytes.getLong();
            long through = bytes.getLong();
            byte[] frame = new byte[Math.min(Math.max(0, bytes.getInt()), bytes.remaining())];
            bytes.get(frame);
            byte[] facts = new byte[bytes.remaining()];
            bytes.get(facts);
            Inventory inventory = (Inventory) codec.decodeAgentMessage(Frames.decompress(facts));
            List<ContainerFacts> containers = inventory.containers().stream()
                    .map(container -> foreign ? foreign(container) : container)
                    .toList();
            return Optional.of(new Content(new DurableBatch(sequence, frame, containers), through));
        } catch (BufferUnderflowException | MalformedMessageException e) {
            return Optional.empty();
        }
    }

    /** Nearly always none: a minute's first reading has named them. */
    private byte[] facts(List<ContainerFacts> containers) {
        return containers.isEmpty() ? noFacts : Frames.compress(codec.encode(new Inventory(1, distinct(containers))));
    }

    private static ContainerFacts foreign(ContainerFacts container) {
        return container.number() >= FOREIGN ? container : numbered(container, container.number() + FOREIGN);
    }

    /** Two processes may have given the same number; an inventory has each once. */
    private static List<ContainerFacts> distinct(List<ContainerFacts> containers) {
        Set<Integer> taken = new HashSet<>();
        int next = FOREIGN;
        List<ContainerFacts> distinct = new ArrayList<>();
        for (ContainerFacts container : containers) {
            int number = container.number();
            while (!taken.add(number)) {
                number = next++;
            }
            distinct.add(numbered(container, number));
        }
        return distinct;
    }

    private static ContainerFacts numbered(ContainerFacts container, int number) {
        return Messages.facts(container, number, container.state(), LONGEST_TEXT);
    }
}
