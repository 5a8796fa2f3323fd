package io.portreeve.agent.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The shapes in which the kernel writes what the whole machine does. */
final class MachineText {
    private static final long SECTOR_BYTES = 512;
    private static final int READ = 0;
    private static final int WRITTEN = 1;

    /** A partition's blocks are its disk's, and a mapped device's those of the disks below. */
    private static final Pattern NO_WHOLE_DISK = Pattern.compile(
            "(?:sd|hd|vd|xvd)[a-z]+\\d+|nvme\\d+n\\d+p\\d+|mmcblk\\d+(?:p|boot)\\d+|(?:loop|ram|zram|dm-|md|sr|fd)\\d+");

    /** What goes through these goes through another interface as well, or never leaves the machine. */
    private static final Pattern INNER_INTERFACE =
            Pattern.compile("lo|(?:veth|docker|br-|virbr|cni|cali|flannel|podman|tap|tun|bond|dummy).*");

    private MachineText() {}

    /** {@code /proc/stat}: user nice system idle iowait irq softirq steal, guests being part of user. */
    static Optional<MachineCounters.ProcessorTicks> processors(String text) {
        return text.lines()
                .filter(line -> line.startsWith("cpu "))
                .map(line -> Arrays.stream(line.substring(4).strip().split("\\s+", -1))
                        .mapToLong(word -> KernelText.number(word).orElse(0))
                        .toArray())
                .filter(ticks -> ticks.length >= 8)
                .map(ticks -> new MachineCounters.ProcessorTicks(
                        ticks[0] + ticks[1], ticks[2] + ticks[5] + ticks[6], ticks[4], ticks[7], ticks[3]))
                .findFirst();
    }

    /** {@code /proc/loadavg}: the means over 1, 5 and 15 minutes; none of them if they cannot be read. */
    static List<OptionalDouble> loads(String text) {
        List<OptionalDouble> loads = new ArrayList<>();
        for (String word : Arrays.copyOf(text.strip().split(" ", -1), 3)) {
            boolean isNumber = word != null && word.matches("\\d{1,9}\\.\\d{1,9}");
            loads.add(isNumber ? OptionalDouble.of(Double.parseDouble(word)) : OptionalDouble.empty());
        }
        return loads;
    }

    /** {@code /proc/meminfo}: {@code MemTotal:  16384 kB}. */
    static OptionalLong memory(String text, String key) {
        return text.lines()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> KernelText.number(line.replaceAll("[^0-9]", "")))
                .filter(OptionalLong::isPresent)
                .map(kibibytes -> OptionalLong.of(kibibytes.getAsLong() * 1024))
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    /** {@code /proc/uptime}: seconds, with a fraction. */
    static OptionalLong uptime(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? OptionalLong.empty() : KernelText.number(text.substring(0, dot));
    }

    /** {@code /proc/diskstats}, over whole disks: sectors read are the sixth word, sectors written the tenth. */
    static Optional<KernelText.Transfer> disks(String text) {
        long[] sums = new long[2];
        boolean any = false;
        for (String line : text.lines().toList()) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length >= 10 && !NO_WHOLE_DISK.matcher(words[2]).matches()) {
                sums[READ] += KernelText.number(words[5]).orElse(0) * SECTOR_BYTES;
                sums[WRITTEN] += KernelText.number(words[9]).orElse(0) * SECTOR_BYTES;
                any = true;
            }
        }
        return any ? Optional.of(new KernelText.Transfer(sums[READ], sums[WRITTEN])) : Optional.empty();
    }

    /** Whether what goes through it leaves the machine, and goes through no other one as well. */
    static boolean isOuterInterface(String name) {
        return !INNER_INTERFACE.matcher(name).matches();
    }

    /** {@code /proc/1/net/dev} without what only containers see. */
    static Optional<KernelText.Transfer> network(String text) {
        StringBuilder outer = new StringBuilder();
        text.lines()
                .filter(line -> line.indexOf(':') < 0
                        || isOuterInterface(line.substring(0, line.indexOf(':')).strip()))
                .forEach(line -> outer.append(line).append('\n'));
        return KernelText.interfaces(outer.toString());
    }
}
