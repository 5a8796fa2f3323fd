package io.portreeve.cloud.web.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.telemetry.Recreation;
import io.portreeve.cloud.telemetry.boundary.Charts;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.PathId;
import io.portreeve.cloud.web.chart.PageJson;
import io.portreeve.cloud.web.events.EventMark;
import io.portreeve.cloud.web.events.EventRows;
import io.portreeve.cloud.web.format.Formats;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.UUID;

/** {@code GET /live/marks?container=|host=}: what is marked in the charts of a container or host. */
@WebServlet(name = "LiveMarks", urlPatterns = "/live/marks")
public class MarksServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("io.portreeve.cloud.web.texts");

    @Inject
    transient Caller caller;

    @Inject
    transient EventRows events;

    @Inject
    transient Charts charts;

    @Inject
    transient Clock clock;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<SeriesQuery> query = SeriesQuery.of(
                request.getParameter("from"),
                request.getParameter("to"),
                request.getParameter("seconds"),
                null,
                clock.instant());
        if (query.isEmpty()) {
            LiveAnswer.problem(response, new ProblemException(ProblemCode.REQUEST_INVALID, "The range is not valid."));
            return;
        }
        Optional<List<EventMark>> marks = caller.scoped(() -> read(request, query.get()));
        if (marks.isEmpty()) {
            LiveAnswer.problem(
                    response, new ProblemException(ProblemCode.NOT_FOUND, "There is no such host or container."));
            return;
        }
        LiveAnswer.json(response, json(marks.get(), caller.scoped(() -> recreations(request, query.get()))));
    }

    private List<Recreation> recreations(HttpServletRequest request, SeriesQuery query) {
        return PathId.parse(request.getParameter("container"))
                .map(container -> charts.recreations(new ContainerId(container), query.from(), query.to()))
                .orElse(List.of());
    }

    private Optional<List<EventMark>> read(HttpServletRequest request, SeriesQuery query) {
        Optional<UUID> container = PathId.parse(request.getParameter("container"));
        if (container.isPresent()) {
            return events.marks(new ContainerId(container.get()), query.from(), query.to());
        }
        return PathId.parse(request.getParameter("host"))
                .flatMap(host -> events.marks(new HostId(host), query.from(), query.to()));
    }

    private static String json(List<EventMark> found, List<Recreation> recreations) {
        ObjectNode root = PageJson.object();
        ArrayNode marks = root.putArray("marks");
        for (EventMark mark : found) {
            ObjectNode node = marks.addObject()
                    .put("at", mark.at().toEpochMilli())
                    .put("tone", mark.tone())
                    .put("text", mark.text());
            mark.from().ifPresent(from -> node.put("from", from.toEpochMilli()));
        }
        recreations.forEach(recreation -> marks.addObject()
                .put("at", recreation.at().toEpochMilli())
                .put("tone", recreation.imageChanged() ? "warning" : "neutral")
                .put("text", text(recreation)));
        return PageJson.text(root);
    }

    private static String text(Recreation recreation) {
        return recreation.imageChanged()
                ? Formats.fill(TEXTS.getString("mark.recreated.image"), recreation.image())
                : TEXTS.getString("mark.recreated");
    }
}
