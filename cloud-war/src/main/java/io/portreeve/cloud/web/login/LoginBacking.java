package io.portreeve.cloud.web.login;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;

/** What the form says above itself. Its words do not tell whether an address is known. */
@Named("login")
@RequestScoped
public class LoginBacking {
    private static final Set<String> PROBLEMS = Set.of("invalid", "attempts", "unavailable");

    @Inject
    HttpServletRequest request;

    /** Key of what went wrong; null if nothing did. */
    public String getProblem() {
        String problem = Optional.ofNullable(request.getParameter("problem")).orElse("");
        return PROBLEMS.contains(problem) ? "login." + problem : null;
    }

    public boolean isExpired() {
        return getProblem() == null && request.getParameter("expired") != null;
    }

    public boolean isSignedOut() {
        return getProblem() == null && request.getParameter("signed-out") != null;
    }

    public String getFrom() {
        return ReturnPath.of(request.getParameter("from"));
    }
}
