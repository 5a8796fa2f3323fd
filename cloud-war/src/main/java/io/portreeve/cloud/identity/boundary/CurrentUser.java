package io.portreeve.cloud.identity.boundary;

import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Who asks, whichever way they proved it. */
@RequestScoped
public class CurrentUser {
    private static final String ATTRIBUTE = CurrentUser.class.getName();

    @Inject
    HttpServletRequest request;

    /** For the authentication mechanism, before anything else sees the request. */
    public static void set(HttpServletRequest request, SignedInUser user) {
        request.setAttribute(ATTRIBUTE, user);
    }

    /** Who was authenticated for a request. */
    public static Optional<SignedInUser> of(HttpServletRequest request) {
        return Optional.ofNullable((SignedInUser) request.getAttribute(ATTRIBUTE));
    }

    public Optional<SignedInUser> find() {
        return of(request);
    }

    /**
     * Who asks.
     *
     * @throws ProblemException {@code unauthenticated}
     */
    public SignedInUser required() {
        return find().orElseThrow(() -> new ProblemException(ProblemCode.UNAUTHENTICATED, "Sign in first."));
    }

    /**
     * Who asks, if their role is at least the one needed.
     *
     * @throws ProblemException {@code unauthenticated} or {@code forbidden}
     */
    public SignedInUser required(Role needed) {
        SignedInUser user = required();
        if (!user.role().atLeast(needed)) {
            throw new ProblemException(
                    ProblemCode.FORBIDDEN, "This needs the role " + needed.wireName() + " or a higher one.");
        }
        return user;
    }
}
