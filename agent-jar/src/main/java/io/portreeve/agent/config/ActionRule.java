package io.portreeve.agent.config;

import io.portreeve.contract.action.ActionKind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of the owner's policy: what is allowed or denied, to which containers.
 *
 * @param kinds it is about
 * @param image pattern of any name of the image, in any spelling; {@code *} stands for any text
 * @param labels the container's, each with a pattern of its value; all of them have to match
 * @param text as the owner wrote it
 */
public record ActionRule(boolean allows, Set<ActionKind> kinds, String image, Map<String, String> labels, String text) {
    private static final String ANY = "*";
    private static final String IMAGE = "image:";
    private static final String LABEL = "label:";
    private static final int LONGEST = 256;

    public ActionRule {
        kinds = Set.copyOf(kinds);
        labels = Map.copyOf(labels);
    }

    /**
     * Reads a rule such as {@code deny stop,kill label:tier=database image:postgres*}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static ActionRule of(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a rule is longer than " + LONGEST + " characters");
        }
        String[] words = text.split("\\s+");
        if (words.length < 2 || !(words[0].equals("allow") || words[0].equals("deny"))) {
            throw new IllegalArgumentException("a rule is like \"allow start,stop\" or \"deny * label:tier=database\"");
        }
        List<String> images = Arrays.stream(words)
                .skip(2)
                .filter(word -> word.startsWith(IMAGE))
                .map(word -> word.substring(IMAGE.length()))
                .toList();
        Map<String, String> labels = Arrays.stream(words)
                .skip(2)
                .filter(word -> !word.startsWith(IMAGE))
                .collect(Collectors.toMap(ActionRule::labelKey, ActionRule::labelValue));
        if (images.size() > 1) {
            throw new IllegalArgumentException("a rule names one image");
        }
        return new ActionRule(
                words[0].equals("allow"),
                kinds(words[1]),
                images.isEmpty() ? ANY : ImageNames.pattern(images.get(0)),
                labels,
                String.join(" ", words));
    }

    /** Whether it decides; {@code images} are all spellings of all names. */
    boolean matches(ActionKind kind, Set<String> images, Map<String, String> ofLabels) {
        return kinds.contains(kind)
                && (image.equals(ANY) || images.stream().anyMatch(name -> matches(image, name)))
                && labels.entrySet().stream()
                        .allMatch(label -> ofLabels.containsKey(label.getKey())
                                && matches(label.getValue(), ofLabels.get(label.getKey())));
    }

    /** Whether it asks for nothing but the kind. */
    boolean isOfAll() {
        return image.equals(ANY) && labels.isEmpty();
    }

    private static String labelKey(String word) {
        String key = word.split("=", 2)[0];
        if (!key.startsWith(LABEL) || key.equals(LABEL)) {
            throw new IllegalArgumentException("\"" + word + "\" is neither label:KEY=VALUE nor image:NAME");
        }
        return key.substring(LABEL.length());
    }

    private static String labelValue(String word) {
        int equals = word.indexOf('=');
        return equals < 0 ? ANY : word.substring(equals + 1);
    }

    private static Set<ActionKind> kinds(String names) {
        if (names.equals(ANY)) {
            return EnumSet.allOf(ActionKind.class);
        }
        return Arrays.stream(names.split(",", -1))
                .map(name -> ActionKind.named(name)
                        .orElseThrow(() -> new IllegalArgumentException("there is no action \"" + name + "\"")))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ActionKind.class)));
    }

    private static boolean matches(String pattern, String text) {
        String expression =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(expression, Pattern.DOTALL).matcher(text).matches();
    }
}
