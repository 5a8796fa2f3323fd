package io.portreeve.cloud.api;

import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.telemetry.MetricsSeries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which percentiles an answer holds, beside mean, lowest and highest value. */
final class WantedPercentiles {
    static final String DESCRIPTION =
            "Up to 5 of p1 to p99, with commas, as in p50,p95,p99: of processor time and memory,"
                    + " within a hundredth of the value, in points of five minutes or more, or of samples; none unless given";

    private static final int MOST = 5;
    private static final Pattern NAME = Pattern.compile("p([1-9][0-9]?)");

    private WantedPercentiles() {}

    /**
     * By a parameter.
     *
     * @param names null: not given
     * @throws ProblemException {@code request-invalid}
     */
    static List<Integer> of(String names) {
        if (names == null) {
            return List.of();
        }
        TreeSet<Integer> percents = new TreeSet<>();
        for (String name : names.split(",", -1)) {
            Matcher matcher = NAME.matcher(name.strip());
            if (!matcher.matches()) {
                throw new ProblemException(
                        ProblemCode.REQUEST_INVALID, "percentiles must be among p1 to p99, with commas.");
            }
            percents.add(Integer.valueOf(matcher.group(1)));
        }
        if (percents.size() > MOST) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, "At most 5 percentiles can be asked for at once.");
        }
        return List.copyOf(percents);
    }

    /** By metric and name of the percentile, one value a point. */
    static Map<String, Map<String, List<Double>>> view(MetricsSeries metrics) {
        Map<String, Map<String, List<Double>>> view = new LinkedHashMap<>();
        metrics.percentiles()
                .forEach((metric, percentiles) -> view.put(
                        metric.wireName(),
                        percentiles.entrySet().stream()
                                .collect(Collectors.toMap(
                                        entry -> "p" + entry.getKey(),
                                        Map.Entry::getValue,
                                        (first, second) -> first,
                                        LinkedHashMap::new))));
        return view;
    }
}
