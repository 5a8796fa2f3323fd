package io.portreeve.cloud.web.live;

import io.portreeve.cloud.logs.LogFilter;
import io.portreeve.cloud.logs.LogPage;
import io.portreeve.cloud.logs.boundary.Logs;
import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.web.Caller;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code GET /live/logs?container=}: lines of a container's log, the newest first. */
@WebServlet(name = "LiveLogs", urlPatterns = "/live/logs")
public class LogsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = Logger.getLogger(LogsServlet.class.getName());

    @Inject
    transient Caller caller;

    @Inject
    transient Logs logs;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            LogFilter filter = LogRequest.filter(request, request.getParameter("limit"));
            LogPage page = caller.scoped(() -> logs.search(filter)).orElseThrow(LogRequest::notFound);
            LiveAnswer.json(response, LogJson.of(page));
        } catch (ProblemException refused) {
            LiveAnswer.problem(response, refused);
        } catch (DatabaseException failure) {
            LOG.log(Level.WARNING, "no lines: {0}", failure.getMessage());
            LiveAnswer.problem(
                    response,
                    new ProblemException(ProblemCode.UNAVAILABLE, "The database does not answer; try again."));
        }
    }
}
