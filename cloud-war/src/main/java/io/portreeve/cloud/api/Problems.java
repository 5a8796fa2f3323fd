package io.portreeve.cloud.api;

import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemDocument;
import io.portreeve.cloud.platform.ProblemException;
import jakarta.ws.rs.core.Response;

final class Problems {
    private Problems() {}

    static ProblemException notFound() {
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no such thing in your organization.");
    }

    static Response response(ProblemCode code, String detail) {
        return Response.status(code.status())
                .type(ProblemDocument.MEDIA_TYPE)
                .entity(ProblemDocument.json(code, detail))
                .build();
    }
}
