package io.portreeve.cloud.web.login;

import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.boundary.Sessions;
import io.portreeve.cloud.identity.boundary.SignIn;
import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
import io.portreeve.cloud.platform.boundary.Callers;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code POST /sign-in}: takes the form of {@code /login}. Not a Faces form, so that whoever only knocks makes no view
 * and no session of ours, and any node may take what another has shown.
 */
@WebServlet(name = "SignIn", urlPatterns = "/sign-in")
public class SignInServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = System.getLogger(SignInServlet.class.getName());

    @Inject
    transient SignIn signIn;

    @Inject
    transient Sessions sessions;

    @Inject
    transient Callers callers;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String target = ReturnPath.of(request.getParameter("from"));
        try {
            SignedInUser user = signIn.authenticate(
                    text(request, "email").strip(), text(request, "password"), callers.address(request));
            sessions.start(user, request, response);
            response.sendRedirect(request.getContextPath() + target);
        } catch (ProblemException refused) {
            back(request, response, problem(refused.code()), target);
        } catch (DatabaseException failure) {
            LOGGER.log(Level.WARNING, "nobody can sign in", failure);
            back(request, response, "unavailable", target);
        }
    }

    private static String problem(ProblemCode code) {
        if (code == ProblemCode.TOO_MANY_ATTEMPTS) {
            return "attempts";
        }
        return code == ProblemCode.CREDENTIALS_INVALID ? "invalid" : "unavailable";
    }

    private static void back(HttpServletRequest request, HttpServletResponse response, String problem, String target)
            throws IOException {
        response.sendRedirect(request.getContextPath() + "/login?problem=" + problem + "&from="
                + URLEncoder.encode(target, StandardCharsets.UTF_8));
    }

    private static String text(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }
}
