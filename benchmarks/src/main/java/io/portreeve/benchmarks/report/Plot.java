package io.portreeve.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Throughput and latency over time as SVG, one above the other. */
public final class Plot {
    private static final int WIDTH = 860;
    private static final int LEFT = 90;
    private static final int RIGHT = 20;
    private static final int PANEL = 190;
    private static final int TOP = 60;
    private static final int BETWEEN = 50;
    private static final int LINES = 4;

    private final List<Timeline.Second> seconds;
    private final StringBuilder svg = new StringBuilder();

    private Plot(List<Timeline.Second> seconds) {
        this.seconds = seconds;
    }

    public static String of(String title, List<Timeline.Second> seconds) {
        return new Plot(seconds).draw(title);
    }

    private String draw(String title) {
        int height = TOP + 2 * PANEL + BETWEEN + 40;
        append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">\n<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n",
                WIDTH, height, WIDTH, height);
        append(
                "<text x=\"%d\" y=\"24\" font-size=\"15\">%s</text>\n",
                LEFT, title.replace("&", "&amp;").replace("<", "&lt;"));
        int second = TOP + PANEL + BETWEEN;
        panel(TOP, "values acknowledged a second", Timeline.Second::values, "#1d6fb8", Timeline.Second::values, "");
        panel(
                second,
                "acknowledgement, ms: p50 and p99",
                Timeline.Second::p99,
                "#b8451d",
                Timeline.Second::p50,
                "#1d6fb8");
        time(second + PANEL);
        return svg.append("</svg>\n").toString();
    }

    private void panel(
            int top,
            String label,
            ToDoubleFunction<Timeline.Second> value,
            String colour,
            ToDoubleFunction<Timeline.Second> other,
            String otherColour) {
        double most = round(seconds.stream().mapToDouble(value).max().orElse(1));
        append("<text x=\"%d\" y=\"%d\">%s</text>\n", LEFT, top - 8, label);
        for (int line = 0; line <= LINES; line++) {
            double y = top + PANEL - (double) PANEL * line / LINES;
            append(
                    "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
                    LEFT, y, WIDTH - RIGHT, LEFT - 6, y + 4, number(most * line / LINES));
        }
        curve(top, most, value, colour);
        if (!otherColour.isEmpty()) {
            curve(top, most, other, otherColour);
        }
    }

    private void curve(int top, double most, ToDoubleFunction<Timeline.Second> value, String colour) {
        StringBuilder points = new StringBuilder();
        for (Timeline.Second each : seconds) {
            double y = top + PANEL * (1 - value.applyAsDouble(each) / most);
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(each.second()), y));
        }
        append("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>\n", points, colour);
    }

    private void time(int bottom) {
        double last = last();
        for (int tick = 0; tick <= LINES; tick++) {
            double second = last * tick / LINES;
            append("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.0f s</text>\n", x(second), bottom + 20, second);
        }
    }

    private double x(double second) {
        return LEFT + (WIDTH - LEFT - RIGHT) * second / last();
    }

    private double last() {
        return seconds.isEmpty()
                ? 1
                : Math.max(1, seconds.get(seconds.size() - 1).second());
    }

    /** Up to the next 1, 2 or 5 of its power of ten. */
    static double round(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-3))));
        for (double step : new double[] {1, 2, 5}) {
            if (value <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    private void append(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments));
    }
}
