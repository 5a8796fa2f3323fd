package io.portreeve.cloud.web.containers;

import io.portreeve.cloud.fleet.ContainerFilter;
import io.portreeve.cloud.fleet.ContainerState;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.web.PathId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the address of the list asks for. What it says wrongly counts as not said.
 *
 * @param page from 1
 */
public record ContainerQuery(String text, Optional<ContainerState> state, Optional<HostId> host, int page) {
    static final int PAGE_SIZE = 50;
    private static final int LONGEST_TEXT = 200;
    private static final int LAST_PAGE = 100_000;

    static ContainerQuery of(String text, String state, String host, String page) {
        String words = text == null ? "" : text.strip();
        return new ContainerQuery(
                words.length() > LONGEST_TEXT ? words.substring(0, LONGEST_TEXT) : words,
                Arrays.stream(ContainerState.values())
                        .filter(known -> known.word().equals(state))
                        .findFirst(),
                PathId.parse(host).map(HostId::new),
                number(page));
    }

    private static int number(String page) {
        if (page == null || !page.matches("[0-9]{1,6}")) {
            return 1;
        }
        return Math.max(1, Math.min(LAST_PAGE, Integer.parseInt(page)));
    }

    ContainerFilter filter() {
        return new ContainerFilter(host, state, text, (page - 1) * PAGE_SIZE, PAGE_SIZE);
    }

    ContainerQuery at(int other) {
        return new ContainerQuery(text, state, host, Math.max(1, other));
    }

    /** From its first page. */
    ContainerQuery in(Optional<ContainerState> other) {
        return new ContainerQuery(text, other, host, 1);
    }

    public boolean filtered() {
        return !text.isEmpty() || state.isPresent() || host.isPresent();
    }

    public String path() {
        List<String> parts = new ArrayList<>();
        if (!text.isEmpty()) {
            parts.add("q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        }
        state.ifPresent(one -> parts.add("state=" + one.word()));
        host.ifPresent(one -> parts.add("host=" + one));
        if (page > 1) {
            parts.add("page=" + page);
        }
        return parts.isEmpty() ? "/containers" : "/containers?" + String.join("&", parts);
    }
}
