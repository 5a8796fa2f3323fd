package io.portreeve.contract.release;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A jar of the agent, named by its contents.
 *
 * @param sha256 of all its bytes, in hexadecimal
 * @param bytes how long it is, {@link #LARGEST} at most
 * @param java the oldest feature version of Java that it runs on
 * @param created when it was signed, to the second; an agent takes none that was signed before the one that it has
 * @param insteadOf versions that it may take the place of though it is not after them, {@link #MOST_REPLACED} at most
 */
public record Release(
        ReleaseVersion version, String sha256, long bytes, int java, Instant created, Set<ReleaseVersion> insteadOf) {
    /** Most bytes of a jar; what is longer is never fetched. */
    public static final long LARGEST = 64L * 1024 * 1024;

    /** Most versions that one may take the place of. */
    public static final int MOST_REPLACED = 16;

    /** Begins what is signed, so that no other text which the key ever signs can be taken for it. */
    static final String TITLE = "portreeve-agent-release-1";

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int OLDEST_JAVA = 17;
    private static final int NEWEST_JAVA = 999;

    public Release {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256 is not 64 hexadecimal digits");
        }
        if (bytes < 1 || bytes > LARGEST) {
            throw new IllegalArgumentException("bytes is not 1 to " + LARGEST);
        }
        if (java < OLDEST_JAVA || java > NEWEST_JAVA) {
            throw new IllegalArgumentException("java is not " + OLDEST_JAVA + " or later");
        }
        if (!created.equals(created.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("created has parts of a second");
        }
        if (insteadOf.size() > MOST_REPLACED) {
            throw new IllegalArgumentException("it takes the place of more than " + MOST_REPLACED + " versions");
        }
        insteadOf = Set.copyOf(insteadOf);
    }

    /** Whether an agent of that version may be replaced by it, as far as versions go. */
    public boolean mayReplace(ReleaseVersion present) {
        return version.isAfter(present) || insteadOf.contains(present);
    }

    /** What is signed: the only text of this release there is. */
    String text() {
        String lines = TITLE + "\nversion " + version + "\nsha256 " + sha256 + "\nbytes " + bytes + "\njava " + java
                + "\ncreated " + created + "\n";
        return insteadOf.isEmpty()
                ? lines
                : lines
                        + new TreeSet<>(insteadOf)
                                .stream()
                                        .map(ReleaseVersion::text)
                                        .collect(Collectors.joining(" ", "instead-of ", "\n"));
    }
}
