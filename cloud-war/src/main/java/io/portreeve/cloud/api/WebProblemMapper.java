package io.portreeve.cloud.api;

import io.portreeve.cloud.platform.ProblemCode;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;

/** What JAX-RS itself refuses: no such path, method or media type, a parameter that cannot be read. */
@Provider
public class WebProblemMapper implements ExceptionMapper<WebApplicationException> {
    @Override
    public Response toResponse(WebApplicationException exception) {
        int status = exception.getResponse().getStatus();
        ProblemCode code = Arrays.stream(ProblemCode.values())
                .filter(candidate -> candidate.status() == status)
                .findFirst()
                .orElse(status < 500 ? ProblemCode.REQUEST_INVALID : ProblemCode.INTERNAL);
        Response.ResponseBuilder response = Response.fromResponse(Problems.response(code, code.title() + "."));
        String allow = exception.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? response.build()
                : response.header(HttpHeaders.ALLOW, allow).build();
    }
}
