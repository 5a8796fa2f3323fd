package io.portreeve.cloud.logs.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.cloud.logs.LiveLine;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What one who watches a log is told, in the form of server-sent events. */
public final class TailText {

    /** Of one length, so that moments compare as their texts do. */
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private TailText() {}

    /** The next event; empty if there is nothing to tell now. */
    public static Optional<String> next(TailBuffer buffer) {
        return buffer.take().map(TailText::of);
    }

    static String of(TailNews news) {
        if (news instanceof TailNews.Lines lines) {
            return event("lines", lines(lines));
        }
        if (news instanceof TailNews.Standing standing) {
            return event("state", object().put("state", standing.state()));
        }
        if (news instanceof TailNews.Ended ended) {
            return event(
                    "end",
                    object().put("reason", ended.reason().wireName())
                            .put("detail", ended.reason().detail()));
        }
        return event("beat", object());
    }

    private static ObjectNode lines(TailNews.Lines news) {
        ObjectNode root = object().put("missed", news.missed());
        ArrayNode items = root.putArray("lines");
        for (LiveLine line : news.lines()) {
            items.addObject()
                    .put("at", MOMENT.format(line.at()))
                    .put("stream", line.stream().wireName())
                    .put("text", line.text());
        }
        return root;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String event(String name, ObjectNode data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }
}
