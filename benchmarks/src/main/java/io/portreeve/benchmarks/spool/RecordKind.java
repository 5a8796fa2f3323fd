package io.portreeve.benchmarks.spool;

import io.portreeve.benchmarks.fleet.ModelledFrames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** What an agent spools much of. */
enum RecordKind {
    /** Of 50 containers: the frame, and what the containers are. */
    MINUTES {
        @Override
        List<byte[]> payloads() {
            ModelledFrames frames = new ModelledFrames(CONTAINERS, 1);
            byte[] containers = frames.containers();
            return IntStream.rangeClosed(1, DIFFERENT)
                    .mapToObj(minute -> joined(frames.minute(minute), containers))
                    .toList();
        }
    },
    /** One by one. */
    EVENTS {
        @Override
        List<byte[]> payloads() {
            return List.of("e".repeat(EVENT_BYTES).getBytes(StandardCharsets.US_ASCII));
        }
    };

    private static final int CONTAINERS = 50;
    private static final int DIFFERENT = 16;
    private static final int EVENT_BYTES = 300;

    /** To be written in turn. */
    abstract List<byte[]> payloads();

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
