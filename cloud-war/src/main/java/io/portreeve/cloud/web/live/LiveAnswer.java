package io.portreeve.cloud.web.live;

import io.portreeve.cloud.platform.ProblemDocument;
import io.portreeve.cloud.platform.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** JSON for scripts, and problems in the same form as the API's. */
final class LiveAnswer {
    private LiveAnswer() {}

    static void json(HttpServletResponse response, String json) throws IOException {
        write(response, "application/json", json);
    }

    static void problem(HttpServletResponse response, ProblemException problem) throws IOException {
        response.setStatus(problem.code().status());
        write(response, ProblemDocument.MEDIA_TYPE, ProblemDocument.json(problem.code(), problem.getMessage()));
    }

    private static void write(HttpServletResponse response, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
