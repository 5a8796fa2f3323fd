package io.portreeve.contract.release;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A version of the agent, by its numbers: {@code 1.10} comes after {@code 1.9}, {@code 1.2} is {@code 1.2.0}, and what has
 * something behind a hyphen comes before the same without it.
 *
 * @param text as it is written, {@code 1.2.3} or {@code 1.2.3-rc.1}
 */
public record ReleaseVersion(String text) implements Comparable<ReleaseVersion> {
    private static final String FORM = "[0-9]{1,6}(\\.[0-9]{1,6}){0,3}(-[0-9A-Za-z]{1,16}(\\.[0-9A-Za-z]{1,16}){0,3})?";
    private static final Pattern VERSION = Pattern.compile(FORM);
    private static final int PARTS = 4;

    public ReleaseVersion {
        if (!VERSION.matcher(text).matches()) {
            throw new IllegalArgumentException("version is none like 1.2.3 or 1.2.3-rc.1");
        }
    }

    @Override
    public int compareTo(ReleaseVersion other) {
        int byNumbers = Arrays.compare(numbers(), other.numbers());
        if (byNumbers != 0) {
            return byNumbers;
        }
        if (stage().isEmpty() || other.stage().isEmpty()) {
            return Boolean.compare(stage().isEmpty(), other.stage().isEmpty());
        }
        return compareStages(stage().split("\\.", -1), other.stage().split("\\.", -1));
    }

    public boolean isAfter(ReleaseVersion other) {
        return compareTo(other) > 0;
    }

    @Override
    public String toString() {
        return text;
    }

    private int[] numbers() {
        String[] parts = text.split("-", 2)[0].split("\\.", -1);
        int[] numbers = new int[PARTS];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Integer.parseInt(parts[i]);
        }
        return numbers;
    }

    private String stage() {
        int hyphen = text.indexOf('-');
        return hyphen < 0 ? "" : text.substring(hyphen + 1);
    }

    private static int compareStages(String[] ours, String[] theirs) {
        for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
            int compared = compareStage(ours[i], theirs[i]);
            if (compared != 0) {
                return compared;
            }
        }
        return Integer.compare(ours.length, theirs.length);
    }

    /** Numbers by their value, and before words. */
    private static int compareStage(String our, String their) {
        boolean ourNumber = isNumber(our);
        if (ourNumber != isNumber(their)) {
            return ourNumber ? -1 : 1;
        }
        return ourNumber ? Long.compare(Long.parseLong(our), Long.parseLong(their)) : our.compareTo(their);
    }

    private static boolean isNumber(String part) {
        return part.chars().allMatch(letter -> letter >= '0' && letter <= '9');
    }
}
