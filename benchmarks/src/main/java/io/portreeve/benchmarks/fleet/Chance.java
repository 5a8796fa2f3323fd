package io.portreeve.benchmarks.fleet;

/** Numbers that look random and are the same whenever they are asked for. */
final class Chance {
    private Chance() {}

    static long of(long a, long b) {
        return mix(mix(a + 0x9e3779b97f4a7c15L) ^ b + 0x2545f4914f6cdd1dL);
    }

    static long of(long a, long b, long c) {
        return mix(of(a, b) ^ c + 0x632be59bd9b4e019L);
    }

    static long of(long a, long b, long c, long d) {
        return mix(of(a, b, c) ^ d + 0x9e6c63d0876a9a99L);
    }

    /** From 0 inclusive to the bound exclusive. */
    static long below(long chance, long bound) {
        return Math.floorMod(chance, bound);
    }

    /** From 0 inclusive to 1 exclusive. */
    static double unit(long chance) {
        return (chance >>> 11) * 0x1.0p-53;
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
