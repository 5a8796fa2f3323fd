package io.portreeve.cloud.web.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.cloud.logs.LogEntry;
import io.portreeve.cloud.logs.LogPage;
import io.portreeve.cloud.logs.NewLines;
import io.portreeve.cloud.web.chart.PageJson;
import java.util.List;

/** Lines as the page's script takes them. */
final class LogJson {
    private LogJson() {}

    static String of(LogPage page) {
        ObjectNode root = PageJson.object();
        entries(root, page.entries());
        page.next().ifPresent(next -> root.put("next", next.toString()));
        return PageJson.text(root);
    }

    static String of(NewLines lines) {
        ObjectNode root = PageJson.object();
        root.put("container", lines.container().toString());
        root.put("cut", lines.cut());
        entries(root, lines.entries());
        return PageJson.text(root);
    }

    private static void entries(ObjectNode root, List<LogEntry> entries) {
        ArrayNode items = root.putArray("entries");
        for (LogEntry entry : entries) {
            ObjectNode item = items.addObject()
                    .put("id", entry.id().toString())
                    .put("at", entry.at().toEpochMilli())
                    .put("stream", entry.stream().wireName())
                    .put("text", entry.text());
            if (entry.isGap()) {
                item.put("from", entry.from().toEpochMilli()).put("missed", entry.missed());
            }
        }
    }
}
