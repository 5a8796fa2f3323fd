package io.portreeve.cloud.platform;

import java.util.Locale;

/** What can go wrong for a caller, by a code that stays the same and the HTTP status that it stands for. */
public enum ProblemCode {
    REQUEST_INVALID(400, "The request is not valid"),
    CREDENTIALS_INVALID(401, "E-mail or password is wrong"),
    UNAUTHENTICATED(401, "Sign in first"),
    ENROLMENT_TOKEN_INVALID(401, "The enrolment token is not valid"),
    FORBIDDEN(403, "Your role does not allow this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "This method is not offered here"),
    NOT_ACCEPTABLE(406, "None of the accepted media types is offered"),
    CONFLICT(409, "This does not go together with what is there"),
    TOO_LARGE(413, "The request is too large"),
    MEDIA_TYPE_UNSUPPORTED(415, "This media type is not read here"),
    TOO_MANY_ATTEMPTS(429, "Too many attempts"),
    HOST_QUOTA_REACHED(403, "The organization has as many hosts as it may have"),
    CONTAINER_QUOTA_REACHED(403, "The organization has as many containers as it may have"),
    TOO_MANY_PENDING(429, "Too much is waiting already"),
    TOO_MANY_WATCHING(429, "As many logs are watched as may be"),
    INTERNAL(500, "The service failed"),
    UNAVAILABLE(503, "The service cannot do this at the moment");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** For programs, such as {@code not-found}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
