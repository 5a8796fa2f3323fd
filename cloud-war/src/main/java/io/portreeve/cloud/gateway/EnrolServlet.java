package io.portreeve.cloud.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portreeve.cloud.fleet.boundary.AgentReleases;
import io.portreeve.cloud.fleet.boundary.Enrolment;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.boundary.Callers;
import io.portreeve.cloud.platform.boundary.RateLimit;
import io.portreeve.contract.message.EnrolmentRequest;
import io.portreeve.contract.message.EnrolmentResponse;
import io.portreeve.contract.protocol.Protocol;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code POST /agent/enrol}: a token for an identity. */
@WebServlet(Protocol.ENROL_PATH)
public class EnrolServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(EnrolServlet.class.getName());
    private static final int LARGEST_BODY = 8 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int ATTEMPTS = 60;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    @Inject
    private transient Enrolment enrolment;

    @Inject
    private transient AgentReleases releases;

    @Inject
    private transient RateLimit limit;

    @Inject
    private transient Callers callers;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            limit.exceeded("enrol:" + callers.address(request), ATTEMPTS, WINDOW)
                    .ifPresent(EnrolServlet::refuse);
            Answers.write(response, 201, "application/json", withReleaseKey(enrolment.enrol(read(request))));
        } catch (ProblemException e) {
            Answers.problem(response, e);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "enrolment failed", e);
            Answers.problem(response, new ProblemException(ProblemCode.INTERNAL, "Try again later."));
        }
    }

    private EnrolmentResponse withReleaseKey(EnrolmentResponse enrolled) {
        return new EnrolmentResponse(
                enrolled.agentId(), enrolled.hostId(), releases.releaseKey().orElse(null));
    }

    private static EnrolmentRequest read(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new ProblemException(ProblemCode.TOO_LARGE, "The body is limited to 8 KiB.");
        }
        try {
            EnrolmentRequest enrolment = JSON.readValue(body, EnrolmentRequest.class);
            if (enrolment != null) {
                return enrolment;
            }
        } catch (JsonProcessingException e) {
            LOG.log(Level.FINE, "no enrolment request", e);
        }
        throw new ProblemException(ProblemCode.REQUEST_INVALID, "The body is not an enrolment request in JSON.");
    }

    private static void refuse(Duration retryAfter) {
        throw new ProblemException(
                ProblemCode.TOO_MANY_ATTEMPTS, "Too many enrolments from this address; wait a moment.", retryAfter);
    }
}
