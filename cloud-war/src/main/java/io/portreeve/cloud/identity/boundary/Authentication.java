package io.portreeve.cloud.identity.boundary;

import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.platform.AgentTokenCheck;
import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemDocument;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.contract.protocol.Protocol;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The one way in, by path: the API takes access tokens and API tokens and nothing else, the agents' link takes an agent's
 * token, every page takes a session. What is open is listed; everything else is closed.
 */
@Alternative
@Priority(1000)
@ApplicationScoped
public class Authentication implements HttpAuthenticationMechanism {
    private static final Logger LOG = Logger.getLogger(Authentication.class.getName());
    private static final String BEARER = "Bearer ";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    @Inject
    AccessTokens accessTokens;

    @Inject
    ApiTokens apiTokens;

    @Inject
    Sessions sessions;

    @Inject
    AgentTokenCheck agentTokens;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        Entrance entrance = Entrance.of(path);
        try {
            return switch (entrance) {
                case OPEN -> context.doNothing();
                case AGENT -> agent(request, response, context);
                case API -> api(request, response, context);
                case LIVE -> page(request, response, context, true);
                case PAGE -> page(request, response, context, false);
            };
        } catch (ProblemException e) {
            return entrance == Entrance.PAGE ? fail(response, e) : refuse(response, e);
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "nobody can be authenticated: {0}", e.getMessage());
            ProblemException problem = new ProblemException(
                    ProblemCode.UNAVAILABLE, "The database does not answer; try again.", Duration.ofSeconds(5));
            return entrance == Entrance.PAGE ? fail(response, problem) : refuse(response, problem);
        }
    }

    private static AuthenticationStatus fail(HttpServletResponse response, ProblemException problem) {
        try {
            response.sendError(problem.code().status());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return AuthenticationStatus.SEND_FAILURE;
    }

    private AuthenticationStatus agent(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        return Optional.ofNullable(request.getHeader(Protocol.TOKEN_HEADER))
                .flatMap(agentTokens::principalName)
                .map(name -> context.notifyContainerAboutLogin(name, Set.of("agent")))
                .orElseGet(() -> refuse(
                        response,
                        new ProblemException(ProblemCode.UNAUTHENTICATED, "This needs the token of an agent.")));
    }

    private AuthenticationStatus api(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        String header = request.getHeader("Authorization");
        boolean bearer = header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
        String proof = bearer ? header.substring(BEARER.length()).strip() : "";
        boolean reads = proof.startsWith(ApiTokens.PREFIX);
        Optional<SignedInUser> user = reads ? apiTokens.verify(proof) : accessTokens.verify(proof);
        if (user.isPresent() && reads && !READING.contains(request.getMethod())) {
            return refuse(
                    response,
                    new ProblemException(ProblemCode.FORBIDDEN, "An API token reads, and does nothing else."));
        }
        if (user.isPresent()) {
            return admit(user.get(), request, context);
        }
        response.setHeader("WWW-Authenticate", bearer ? "Bearer error=\"invalid_token\"" : "Bearer");
        return refuse(
                response,
                new ProblemException(
                        ProblemCode.UNAUTHENTICATED,
                        bearer ? "The access token is not valid any more." : "This needs an access token."));
    }

    private AuthenticationStatus page(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context, boolean program) {
        Optional<SignedInUser> user = sessions.find(request);
        if (user.isPresent()) {
            return admit(user.get(), request, context);
        }
        if (program || !"GET".equals(request.getMethod())) {
            return refuse(response, new ProblemException(ProblemCode.UNAUTHENTICATED, "The session has ended."));
        }
        return toLogin(request, response);
    }

    private static AuthenticationStatus admit(
            SignedInUser user, HttpServletRequest request, HttpMessageContext context) {
        CurrentUser.set(request, user);
        return context.notifyContainerAboutLogin(
                user.email(), Set.of(user.role().wireName()));
    }

    private AuthenticationStatus toLogin(HttpServletRequest request, HttpServletResponse response) {
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        String wanted =
                request.getRequestURI().substring(request.getContextPath().length()) + query;
        String from = "/".equals(wanted) ? "" : "from=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8);
        String expired = sessions.isClaimed(request) ? "expired=1" : "";
        String parameters = String.join(from.isEmpty() || expired.isEmpty() ? "" : "&", expired, from);
        try {
            response.sendRedirect(request.getContextPath() + "/login" + (parameters.isEmpty() ? "" : "?" + parameters));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return AuthenticationStatus.SEND_CONTINUE;
    }

    private static AuthenticationStatus refuse(HttpServletResponse response, ProblemException problem) {
        problem.retryAfter().ifPresent(wait -> response.setHeader("Retry-After", Long.toString(wait.toSeconds() + 1)));
        response.setStatus(problem.code().status());
        response.setContentType(ProblemDocument.MEDIA_TYPE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader("Cache-Control", "no-store");
        try {
            response.getWriter().write(ProblemDocument.json(problem.code(), problem.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return AuthenticationStatus.SEND_FAILURE;
    }
}
