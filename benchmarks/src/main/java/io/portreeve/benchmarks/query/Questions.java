package io.portreeve.benchmarks.query;

import io.portreeve.benchmarks.report.Result;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** What charts ask, by name; the n-th question of a name is of the n-th container, host or service. */
public final class Questions {
    /** So many that nobody asked for before: what they need is not in the server's memory. */
    private static final int COLD = 20;

    private static final int WARM_UP = 200;
    /** What is warm is asked for again and again, of so many in turn. */
    private static final int IN_TURN = 10;

    private final Map<String, IntFunction<String>> paths = new LinkedHashMap<>();

    private Questions() {}

    public static Questions of(YearOfData data, Instant now) {
        Questions questions = new Questions();
        IntFunction<String> container = number -> "/api/v1/containers/" + data.container(number) + "/metrics";
        IntFunction<String> host = number -> "/api/v1/hosts/" + data.host(number) + "/metrics";
        IntFunction<String> service = number -> "/api/v1/services/" + data.service(number) + "/metrics";
        questions.chart("container, 1 hour, samples", container, now, Duration.ofHours(1), 360);
        questions.chart("container, 24 hours, samples", container, now, Duration.ofHours(24), 2_000);
        questions.chart("container, 24 hours", container, now, Duration.ofHours(24), 360);
        questions.chart("container, 7 days", container, now, Duration.ofDays(7), 360);
        questions.chart("container, 30 days", container, now, Duration.ofDays(30), 360);
        questions.chart("container, 1 year", container, now, Duration.ofDays(365), 360);
        questions.percentiles("container, 30 days, percentiles", container, now, Duration.ofDays(30));
        questions.percentiles("container, 1 year, percentiles", container, now, Duration.ofDays(365));
        questions.chart("host of 20, 1 hour, samples", host, now, Duration.ofHours(1), 360);
        questions.chart("host of 20, 24 hours", host, now, Duration.ofHours(24), 360);
        questions.chart("host of 20, 30 days", host, now, Duration.ofDays(30), 360);
        questions.chart("host of 20, 1 year", host, now, Duration.ofDays(365), 360);
        questions.chart("service of 4, 24 hours", service, now, Duration.ofHours(24), 360);
        questions.chart("service of 4, 30 days", service, now, Duration.ofDays(30), 360);
        questions.chart("service of 4, 1 year", service, now, Duration.ofDays(365), 360);
        questions.top("top 10, 5 minutes", now, Duration.ofMinutes(5));
        questions.top("top 10, 1 hour", now, Duration.ofHours(1));
        questions.top("top 10, 24 hours", now, Duration.ofHours(24));
        questions.top("top 10, 30 days", now, Duration.ofDays(30));
        questions.paths.put("exposition of all", number -> "/api/v1/metrics/prometheus");
        return questions;
    }

    private void chart(String name, IntFunction<String> subject, Instant now, Duration length, int points) {
        paths.put(
                name,
                number -> subject.apply(number) + "?from=" + now.minus(length) + "&to=" + now + "&points=" + points);
    }

    private void percentiles(String name, IntFunction<String> subject, Instant now, Duration length) {
        chart(name, subject, now, length, 360);
        IntFunction<String> plain = paths.get(name);
        paths.put(name, number -> plain.apply(number) + "&percentiles=p50,p95,p99");
    }

    private void top(String name, Instant now, Duration length) {
        List<String> metrics = List.of("cpu", "memory", "network", "block");
        paths.put(
                name,
                number -> "/api/v1/metrics/top?n=10&metric=" + metrics.get(number % metrics.size()) + "&from="
                        + now.minus(length) + "&to=" + now);
    }

    /** Milliseconds by question: p50 and p95, cold and warm, and the answer's size. */
    public Map<String, Object> ask(Asked asked, int rounds) throws IOException, InterruptedException {
        String any = paths.values().iterator().next().apply(0);
        for (int round = 0; round < WARM_UP; round++) {
            asked.get(any);
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        int next = 0;
        for (Map.Entry<String, IntFunction<String>> question : paths.entrySet()) {
            int first = next;
            next += COLD;
            figures.put(question.getKey(), ask(asked, question.getValue(), first, rounds));
        }
        return figures;
    }

    private static Map<String, Object> ask(Asked asked, IntFunction<String> path, int first, int rounds)
            throws IOException, InterruptedException {
        List<Double> cold = new ArrayList<>();
        int bytes = 0;
        for (int number = 0; number < COLD; number++) {
            Asked.Answer answer = asked.get(path.apply(first + number));
            cold.add(answer.millis());
            bytes = Math.max(bytes, answer.bytes());
        }
        List<Double> warm = new ArrayList<>();
        for (int round = 0; round < rounds + IN_TURN; round++) {
            double millis = asked.get(path.apply(first + round % IN_TURN)).millis();
            if (round >= IN_TURN) {
                warm.add(millis);
            }
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("coldP50", at(cold, 0.5));
        figures.put("coldP95", at(cold, 0.95));
        figures.put("warmP50", at(warm, 0.5));
        figures.put("warmP95", at(warm, 0.95));
        figures.put("bytes", bytes);
        return figures;
    }

    static double at(List<Double> millis, double share) {
        List<Double> ordered = millis.stream().sorted().toList();
        return Result.rounded(ordered.get((int) Math.ceil(share * ordered.size()) - 1));
    }
}
