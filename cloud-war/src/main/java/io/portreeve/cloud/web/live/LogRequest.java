package io.portreeve.cloud.web.live;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.logs.LogFilter;
import io.portreeve.cloud.logs.LogQuery;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.web.PathId;
import jakarta.servlet.http.HttpServletRequest;

/** Which part of which log a script asks for. */
final class LogRequest {
    private LogRequest() {}

    static ProblemException notFound() {
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no such container.");
    }

    static LogFilter filter(HttpServletRequest request, String limit) {
        LogQuery query = new LogQuery(
                request.getParameter("from"),
                request.getParameter("to"),
                request.getParameter("q"),
                request.getParameter("regex"),
                request.getParameter("stream"),
                limit,
                request.getParameter("cursor"));
        return PathId.parse(request.getParameter("container"))
                .map(ContainerId::new)
                .map(query::filter)
                .orElseThrow(LogRequest::notFound);
    }
}
