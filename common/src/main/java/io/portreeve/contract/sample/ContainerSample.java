package io.portreeve.contract.sample;

import java.util.Arrays;

/**
 * One reading of one container: a value for each {@link Metric}, {@link Double#NaN} where it could not be had (a container
 * without a network of its own, a counter that was reset). Equal to another of the same number and values.
 */
public final class ContainerSample {
    private static final Metric[] METRICS = Metric.values();

    private final int container;
    /** In the order of the metrics, up to the last that is known. */
    private final double[] values;

    /**
     * A sample.
     *
     * @param container the number under which the inventory of this connection declared the container, or its place in a
     *     packed batch
     * @param values in the order of the metrics; those left out at the end are unknown
     */
    public ContainerSample(int container, double... values) {
        this(container, known(values), true);
        if (container < 0) {
            throw new IllegalArgumentException("container number is negative: " + container);
        }
        for (int place = 0; place < this.values.length; place++) {
            double value = this.values[place];
            if (value < 0 || Double.isInfinite(value)) {
                throw new IllegalArgumentException(
                        METRICS[place].wireName() + " must be finite and not negative: " + value);
            }
        }
    }

    @SuppressWarnings("unused") // the mark tells it from the one above
    private ContainerSample(int container, double[] own, boolean owned) {
        this.container = container;
        values = own;
    }

    public int container() {
        return container;
    }

    /** NaN where it could not be had. */
    public double value(Metric metric) {
        int place = metric.place();
        return place < values.length ? values[place] : Double.NaN;
    }

    /** Whether nothing is known but the number. */
    public boolean isEmpty() {
        return values.length == 0;
    }

    /** How many metrics, from the first on, it has values of; those after them are unknown. */
    public int metrics() {
        return values.length;
    }

    /** Which metrics are known, a bit each by their places. */
    public long knownBits() {
        long known = 0;
        for (int place = 0; place < values.length; place++) {
            known |= Double.isNaN(values[place]) ? 0 : 1L << place;
        }
        return known;
    }

    /** How many values are known. */
    public int known() {
        return Long.bitCount(knownBits());
    }

    /** The first nine metrics of it. */
    public ContainerSample withoutFurther() {
        int first = Metric.PIDS.place() + 1;
        return values.length <= first ? this : new ContainerSample(container, Arrays.copyOf(values, first));
    }

    /** The same values under another number. */
    public ContainerSample numbered(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("container number is negative: " + number);
        }
        return new ContainerSample(number, values, true);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContainerSample sample
                && container == sample.container
                && Arrays.equals(values, sample.values);
    }

    @Override
    public int hashCode() {
        return 31 * container + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("ContainerSample[container=").append(container);
        for (int place = 0; place < values.length; place++) {
            text.append(", ").append(METRICS[place].wireName()).append('=').append(values[place]);
        }
        return text.append(']').toString();
    }

    private static double[] known(double[] values) {
        if (values.length > Metric.COUNT) {
            throw new IllegalArgumentException(values.length + " values");
        }
        int count = values.length;
        while (count > 0 && Double.isNaN(values[count - 1])) {
            count--;
        }
        return Arrays.copyOf(values, count);
    }
}
