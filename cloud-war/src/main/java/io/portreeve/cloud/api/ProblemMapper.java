package io.portreeve.cloud.api;

import io.portreeve.cloud.platform.ProblemException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** A caller's problem, as it is. */
@Provider
public class ProblemMapper implements ExceptionMapper<ProblemException> {
    @Override
    public Response toResponse(ProblemException problem) {
        Response response = Problems.response(problem.code(), problem.getMessage());
        return problem.retryAfter()
                .map(wait -> Response.fromResponse(response)
                        .header("Retry-After", wait.toSeconds() + 1)
                        .build())
                .orElse(response);
    }
}
