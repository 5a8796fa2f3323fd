package io.portreeve.cloud.gateway;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemDocument;
import io.portreeve.cloud.platform.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers over HTTP, as JSON that nobody keeps. */
final class Answers {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Answers() {}

    static void problem(HttpServletResponse response, ProblemException problem) throws IOException {
        ProblemCode code = problem.code();
        problem.retryAfter().ifPresent(wait -> response.setHeader("Retry-After", Long.toString(wait.toSeconds() + 1)));
        write(response, code.status(), ProblemDocument.MEDIA_TYPE, ProblemDocument.of(code, problem.getMessage()));
    }

    static void write(HttpServletResponse response, int status, String type, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        response.setStatus(status);
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
