package io.portreeve.cloud.web.live;

import io.portreeve.cloud.logs.LogCursor;
import io.portreeve.cloud.logs.LogEntry;
import io.portreeve.cloud.logs.LogFilter;
import io.portreeve.cloud.logs.LogPage;
import io.portreeve.cloud.logs.boundary.Logs;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.web.Caller;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** {@code GET /live/logs.txt?container=}: the same as a file, the oldest line first; the newest lines, where there are more than it may have. */
@WebServlet(name = "LiveLogText", urlPatterns = "/live/logs.txt")
public class LogTextServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final int MOST_LINES = 20_000;
    private static final int MOST_CHARACTERS = 8 * 1024 * 1024;
    private static final int MOST_QUESTIONS = 60;
    private static final String LIMIT = Integer.toString(LogFilter.LARGEST_PAGE);

    @Inject
    transient Caller caller;

    @Inject
    transient Logs logs;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Deque<LogEntry> entries;
        try {
            LogFilter filter = LogRequest.filter(request, LIMIT);
            entries = caller.scoped(() -> read(filter));
        } catch (ProblemException refused) {
            LiveAnswer.problem(response, refused);
            return;
        }
        response.setContentType("text/plain");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader("Content-Disposition", "attachment");
        PrintWriter out = response.getWriter();
        entries.forEach(entry -> out.print(line(entry)));
    }

    private Deque<LogEntry> read(LogFilter filter) {
        Deque<LogEntry> entries = new ArrayDeque<>();
        long characters = 0;
        LogFilter asked = filter;
        for (int questions = 0; questions < MOST_QUESTIONS; questions++) {
            LogPage page = logs.search(asked).orElseThrow(LogRequest::notFound);
            for (LogEntry entry : page.entries()) {
                entries.addFirst(entry);
                characters += entry.text().length();
            }
            Optional<LogCursor> next = page.next();
            if (next.isEmpty() || entries.size() >= MOST_LINES || characters >= MOST_CHARACTERS) {
                return entries;
            }
            asked = filter.before(next.get());
        }
        return entries;
    }

    private static String line(LogEntry entry) {
        String text = entry.isGap()
                ? "--- " + entry.text() + " since " + entry.from()
                        + (entry.missed() > 0 ? ", lines: " + entry.missed() : "")
                : entry.text();
        return entry.at() + " " + entry.stream().wireName() + " " + text + "\n";
    }
}
