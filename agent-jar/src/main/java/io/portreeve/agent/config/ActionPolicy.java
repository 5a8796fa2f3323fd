package io.portreeve.agent.config;

import io.portreeve.contract.action.ActionKind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the host's owner lets the cloud do, whatever the cloud says: the first rule that matches decides, and what none
 * matches is denied.
 *
 * @param readOnly denies everything
 */
public record ActionPolicy(boolean readOnly, List<ActionRule> rules) {
    private static final int MOST_RULES = 64;

    public ActionPolicy {
        rules = List.copyOf(rules);
    }

    /**
     * Reads rules with semicolons between them.
     *
     * @throws IllegalArgumentException if one is no rule
     */
    public static ActionPolicy of(boolean readOnly, String rules) {
        List<String> texts = Arrays.stream(rules.split(";"))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        if (texts.size() > MOST_RULES) {
            throw new IllegalArgumentException("there are more than " + MOST_RULES + " rules");
        }
        return new ActionPolicy(readOnly, texts.stream().map(ActionRule::of).toList());
    }

    /**
     * What forbids it.
     *
     * @param images all names by which the container's image is known: as the container was made with, tags, digests, id
     * @return the rule by its own words; empty if it is allowed
     */
    public Optional<String> refusal(ActionKind kind, Set<String> images, Map<String, String> labels) {
        if (readOnly) {
            return Optional.of(Setting.READ_ONLY.key());
        }
        Set<String> spellings = ImageNames.spellings(images);
        Optional<ActionRule> decides = rules.stream()
                .filter(rule -> rule.matches(kind, spellings, labels))
                .findFirst();
        if (decides.isPresent()) {
            return decides.filter(rule -> !rule.allows()).map(ActionRule::text);
        }
        return Optional.of("no rule allows " + kind.wireName());
    }

    /**
     * What forbids it whatever it is done to.
     *
     * @return empty if it may be allowed for some
     */
    public Optional<String> refusalOfAny(ActionKind kind) {
        if (readOnly) {
            return Optional.of(Setting.READ_ONLY.key());
        }
        for (ActionRule rule : rules) {
            if (rule.kinds().contains(kind)) {
                if (rule.allows()) {
                    return Optional.empty();
                }
                if (rule.isOfAll()) {
                    return Optional.of(rule.text());
                }
            }
        }
        return Optional.of("no rule allows " + kind.wireName());
    }

    /** The kinds that nothing forbids. */
    public Set<ActionKind> allowed(Set<String> images, Map<String, String> labels) {
        return Arrays.stream(ActionKind.values())
                .filter(kind -> refusal(kind, images, labels).isEmpty())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ActionKind.class)));
    }
}
