package io.portreeve.cloud.telemetry.control;

/** What so many readings came to, while a row of rollups is read: the arrays are reused for the next. */
final class RolledUp {
    private final int samples;
    private final double[] means;
    private final double[] lowest;
    private final double[] highest;
    private final byte[] sketches;

    /**
     * The values are by metric, in order.
     *
     * @param means NaN where there is none, and then lowest and highest say nothing
     * @param sketches as {@link Sketches} packs them; null if there are none, or they were not asked for
     */
    RolledUp(int samples, double[] means, double[] lowest, double[] highest, byte[] sketches) {
        this.samples = samples;
        this.means = means;
        this.lowest = lowest;
        this.highest = highest;
        this.sketches = sketches;
    }

    int samples() {
        return samples;
    }

    double[] means() {
        return means;
    }

    double[] lowest() {
        return lowest;
    }

    double[] highest() {
        return highest;
    }

    /** Null if there are none, or they were not asked for. */
    byte[] sketches() {
        return sketches;
    }
}
