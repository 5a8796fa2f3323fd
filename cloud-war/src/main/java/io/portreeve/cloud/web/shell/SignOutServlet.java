package io.portreeve.cloud.web.shell;

import io.portreeve.cloud.identity.boundary.Sessions;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code POST /sign-out}: a servlet, since the button stands on stateless pages. */
@WebServlet(name = "SignOut", urlPatterns = "/sign-out")
public class SignOutServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    transient Sessions sessions;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        sessions.end(request, response);
        response.sendRedirect(request.getContextPath() + "/login?signed-out=1");
    }
}
