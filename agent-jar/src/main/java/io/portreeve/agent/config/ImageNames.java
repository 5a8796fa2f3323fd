package io.portreeve.agent.config;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** How else an image may be named: Docker takes {@code nginx} for {@code docker.io/library/nginx:latest}. */
final class ImageNames {
    private static final String HUB = "docker.io/";
    private static final String OLD_HUB = "index.docker.io/";
    private static final String OFFICIAL = "library/";
    private static final String LATEST = ":latest";

    private ImageNames() {}

    /** All spellings of these names, as they are matched with patterns. */
    static Set<String> spellings(Set<String> names) {
        Set<String> all = new LinkedHashSet<>();
        for (String name : names) {
            all.add(name);
            if (!name.isEmpty() && !name.startsWith("sha256:")) {
                spell(name, all);
            }
        }
        return all;
    }

    /** The pattern without what Docker takes for the same registry. */
    static String pattern(String pattern) {
        return pattern.startsWith(OLD_HUB) ? HUB + pattern.substring(OLD_HUB.length()) : pattern;
    }

    private static void spell(String name, Set<String> all) {
        int at = name.indexOf('@');
        String digest = at < 0 ? "" : name.substring(at + 1);
        String tagged = at < 0 ? name : name.substring(0, at);
        int colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
        String repository = full(colon < 0 ? tagged : tagged.substring(0, colon));
        String tag = colon < 0 ? "" : tagged.substring(colon);
        if (!digest.isEmpty()) {
            add(repository, '@' + digest, all);
            // It may have any tag: a rule for all tags has to match.
            add(repository, tag.isEmpty() ? ':' + digest : tag, all);
            return;
        }
        add(repository, tag.isEmpty() ? LATEST : tag, all);
        if (tag.isEmpty() || tag.equals(LATEST)) {
            add(repository, "", all);
        }
    }

    private static void add(String repository, String end, Set<String> all) {
        all.add(repository + end);
        if (repository.startsWith(HUB)) {
            String atHub = repository.substring(HUB.length());
            all.add(atHub + end);
            if (atHub.startsWith(OFFICIAL)) {
                all.add(atHub.substring(OFFICIAL.length()) + end);
            }
        }
    }

    private static String full(String repository) {
        String name = repository.startsWith(OLD_HUB) ? HUB + repository.substring(OLD_HUB.length()) : repository;
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean hasRegistry = first.contains(".")
                || first.contains(":")
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
        String withRegistry = hasRegistry ? name : HUB + name;
        boolean isOfficial = withRegistry.startsWith(HUB) && withRegistry.indexOf('/', HUB.length()) < 0;
        return isOfficial ? HUB + OFFICIAL + withRegistry.substring(HUB.length()) : withRegistry;
    }
}
