package io.portreeve.cloud.web.live;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** {@code GET /live/session}: 204 while signed in, so that a broken stream can tell a lost network from an ended session. */
@WebServlet(name = "LiveSession", urlPatterns = "/live/session")
public class SessionServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
