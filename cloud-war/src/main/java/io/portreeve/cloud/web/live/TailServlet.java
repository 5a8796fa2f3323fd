package io.portreeve.cloud.web.live;

import io.portreeve.cloud.fleet.ContainerId;
import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.logs.boundary.TailWatch;
import io.portreeve.cloud.logs.boundary.Tails;
import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.EventStream;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.web.Caller;
import io.portreeve.cloud.web.PathId;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code GET /live/tail?container=}: what a container writes, kept or not, as the API's stream has it. */
@WebServlet(name = "LiveTail", urlPatterns = "/live/tail", asyncSupported = true)
public class TailServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = Logger.getLogger(TailServlet.class.getName());

    @Inject
    transient Caller caller;

    @Inject
    transient Tails tails;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        TailWatch watch;
        try {
            watch = PathId.parse(request.getParameter("container"))
                    .map(ContainerId::new)
                    .flatMap(this::watch)
                    .orElseThrow(LogRequest::notFound);
        } catch (ProblemException refused) {
            LiveAnswer.problem(response, refused);
            return;
        } catch (DatabaseException failure) {
            LOG.log(Level.WARNING, "nothing to watch: {0}", failure.getMessage());
            LiveAnswer.problem(
                    response,
                    new ProblemException(ProblemCode.UNAVAILABLE, "The database does not answer; try again."));
            return;
        }
        EventStream stream = EventStream.begin(request, response, watch, Tails.LONGEST_ANSWER);
        watch.wakes(stream::wake);
    }

    private Optional<TailWatch> watch(ContainerId container) {
        SignedInUser user = caller.user();
        return caller.scoped(() -> tails.watch(user.organizationId(), user.id().toString(), container));
    }
}
