package io.portreeve.cloud.web.live;

import io.portreeve.cloud.logs.LogFilter;
import io.portreeve.cloud.logs.boundary.Logs;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.web.Caller;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@code GET /live/logs.txt?container=}: the same as a file, the oldest line first. */
@WebServlet(name = "LiveLogText", urlPatterns = "/live/logs.txt")
public class LogTextServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final String LIMIT = Integer.toString(LogFilter.LARGEST_PAGE);

    @Inject
    transient Caller caller;

    @Inject
    transient Logs logs;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        LogText text;
        try {
            LogFilter filter = LogRequest.filter(request, LIMIT);
            text = caller.scoped(() -> new LogText(
                            asked -> logs.search(asked).orElseThrow(LogRequest::notFound), System::nanoTime)
                    .read(filter));
        } catch (ProblemException refused) {
            LiveAnswer.problem(response, refused);
            return;
        }
        response.setContentType("text/plain");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader("Content-Disposition", "attachment");
        text.write(response.getWriter());
    }
}
