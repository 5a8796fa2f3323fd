package io.portreeve.cloud.gateway;

import io.portreeve.cloud.fleet.AgentRelease;
import io.portreeve.cloud.fleet.boundary.AgentReleases;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.boundary.Callers;
import io.portreeve.cloud.platform.boundary.RateLimit;
import io.portreeve.contract.protocol.Protocol;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/** {@code GET /agent/portreeve-agent.jar}: the agent, for anybody: it holds no secret, and is worth nothing without a token. */
@WebServlet(Protocol.AGENT_JAR_PATH)
public class AgentJarServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int ATTEMPTS = 120;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    @Inject
    private transient AgentReleases releases;

    @Inject
    private transient RateLimit limit;

    @Inject
    private transient Callers callers;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Duration> wait = limit.exceeded("agent-jar:" + callers.address(request), ATTEMPTS, WINDOW);
        Optional<AgentRelease> release = releases.current();
        if (wait.isPresent()) {
            Answers.problem(
                    response,
                    new ProblemException(
                            ProblemCode.TOO_MANY_ATTEMPTS, "Too many downloads to this address.", wait.get()));
        } else if (release.isEmpty()) {
            Answers.problem(
                    response, new ProblemException(ProblemCode.NOT_FOUND, "This installation has no agent to give."));
        } else {
            give(request, response, release.get());
        }
    }

    private static void give(HttpServletRequest request, HttpServletResponse response, AgentRelease release)
            throws IOException {
        String tag = '"' + release.sha256() + '"';
        response.setHeader("ETag", tag);
        response.setHeader("Cache-Control", "no-cache");
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType("application/java-archive");
        response.setHeader("Content-Disposition", "attachment; filename=\"portreeve-agent.jar\"");
        response.setContentLengthLong(release.bytes());
        Files.copy(release.jar(), response.getOutputStream());
    }
}
