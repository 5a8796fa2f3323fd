package io.portreeve.cloud.api;

import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A failure of ours: the log has it under an id, the caller gets the id. */
@Provider
public class FailureMapper implements ExceptionMapper<RuntimeException> {
    private static final Logger LOG = Logger.getLogger(FailureMapper.class.getName());

    @Override
    public Response toResponse(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return new ProblemMapper().toResponse(problem);
            }
        }
        if (DatabaseException.isBehind(failure)) {
            LOG.log(Level.WARNING, "the database refused a request of the API: {0}", failure.getMessage());
            return Problems.response(ProblemCode.UNAVAILABLE, "The database does not answer; try again.");
        }
        UUID id = UUID.randomUUID();
        LOG.log(Level.SEVERE, "request failed, id=" + id, failure);
        return Problems.response(ProblemCode.INTERNAL, "The service failed; its log has the reason under " + id + ".");
    }
}
