package io.portreeve.cloud.web.live;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.telemetry.boundary.Charts;
import io.portreeve.cloud.telemetry.boundary.Machines;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.PathId;
import io.portreeve.cloud.web.chart.SeriesJson;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code GET /live/series?container=|host=}: what the charts show for another range than the page came with. */
@WebServlet(name = "LiveSeries", urlPatterns = "/live/series")
public class SeriesServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = Logger.getLogger(SeriesServlet.class.getName());

    @Inject
    transient Caller caller;

    @Inject
    transient Charts charts;

    @Inject
    transient Machines machines;

    @Inject
    transient Clock clock;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<SeriesQuery> query = SeriesQuery.of(
                request.getParameter("from"),
                request.getParameter("to"),
                request.getParameter("seconds"),
                request.getParameter("points"),
                clock.instant());
        if (query.isEmpty()) {
            LiveAnswer.problem(
                    response,
                    new ProblemException(ProblemCode.REQUEST_INVALID, "The range or the points are not valid."));
            return;
        }
        try {
            String series = caller.scoped(() -> read(request, query.get()))
                    .orElseThrow(
                            () -> new ProblemException(ProblemCode.NOT_FOUND, "There is no such host or container."));
            LiveAnswer.json(response, series);
        } catch (ProblemException refused) {
            LiveAnswer.problem(response, refused);
        } catch (DatabaseException failure) {
            LOG.log(Level.WARNING, "no chart: {0}", failure.getMessage());
            LiveAnswer.problem(
                    response,
                    new ProblemException(ProblemCode.UNAVAILABLE, "The database does not answer; try again."));
        }
    }

    private Optional<String> read(HttpServletRequest request, SeriesQuery query) {
        Optional<UUID> container = PathId.parse(request.getParameter("container"));
        if (container.isPresent()) {
            Duration length = Duration.between(query.from(), query.to());
            return charts.history(
                            new ContainerId(container.get()),
                            query.from(),
                            query.to(),
                            query.points(),
                            SeriesJson.percentiles(length, query.points()))
                    .map(history -> SeriesJson.of(history.series()));
        }
        Optional<UUID> machine = PathId.parse(request.getParameter("machine"));
        if (machine.isPresent()) {
            return machines.history(new HostId(machine.get()), query.from(), query.to(), query.points())
                    .map(SeriesJson::ofMachine);
        }
        return PathId.parse(request.getParameter("host"))
                .flatMap(host -> charts.host(new HostId(host), query.from(), query.to(), query.points()))
                .map(SeriesJson::ofHost);
    }
}
