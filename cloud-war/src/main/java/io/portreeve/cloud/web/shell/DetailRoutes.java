package io.portreeve.cloud.web.shell;

import io.portreeve.cloud.web.PathId;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Gives {@code /}, {@code /hosts/{id}}, {@code /containers/{id}} and its {@code /logs} and {@code /live} their views; lists and forms have mappings of their own. */
@WebServlet(
        name = "DetailRoutes",
        urlPatterns = {"", "/hosts/*", "/containers/*"})
public class DetailRoutes extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Map<String, String> OF_CONTAINERS = Map.of("/logs", "/logs.xhtml", "/live", "/live.xhtml");
    private static final Map<String, String> VIEWS = Map.of("/hosts", "/host.xhtml", "/containers", "/container.xhtml");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String view = VIEWS.get(request.getServletPath());
        if (view == null) {
            request.getRequestDispatcher("/overview.xhtml").forward(request, response);
            return;
        }
        String rest = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        int end = Math.max(0, rest.lastIndexOf('/'));
        String part = OF_CONTAINERS.get(rest.substring(end));
        if (part != null && request.getServletPath().equals("/containers")) {
            rest = rest.substring(0, end);
            view = part;
        }
        Optional<UUID> id = PathId.parse(rest);
        if (id.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        request.setAttribute(PathId.ATTRIBUTE, id.get());
        request.getRequestDispatcher(view).forward(request, response);
    }
}
