package io.portreeve.cloud.telemetry.control;

import io.portreeve.contract.sample.ContainerSample;
import io.portreeve.contract.sample.Metric;
import java.util.List;

/** A metric's values as an array of its column's type; typed, since the driver sends only such as they are. */
final class ValueArray {
    private ValueArray() {}

    static String type(Metric metric) {
        return switch (metric) {
            case MEMORY_BYTES, MEMORY_LIMIT_BYTES -> "int8";
            case PIDS -> "int4";
            case CPU_CORES,
                    CPU_THROTTLED_RATIO,
                    NETWORK_RECEIVED_BYTES_PER_SECOND,
                    NETWORK_SENT_BYTES_PER_SECOND,
                    BLOCK_READ_BYTES_PER_SECOND,
                    BLOCK_WRITTEN_BYTES_PER_SECOND -> "float4";
        };
    }

    /** Null where there is none; what is larger than the type becomes its largest. */
    static Object[] of(Metric metric, List<ContainerSample> samples) {
        Object[] values = switch (type(metric)) {
            case "float4" -> new Float[samples.size()];
            case "int8" -> new Long[samples.size()];
            default -> new Integer[samples.size()];
        };
        for (int row = 0; row < values.length; row++) {
            values[row] = boxed(samples.get(row).value(metric), values);
        }
        return values;
    }

    private static Number boxed(double value, Object[] values) {
        if (Double.isNaN(value)) {
            return null;
        }
        if (values instanceof Float[]) {
            return (float) Math.min(value, Float.MAX_VALUE);
        }
        if (values instanceof Long[]) {
            return Math.round(value);
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.round(value));
    }
}
