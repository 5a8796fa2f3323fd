package io.portreeve.cloud.web.shell;

import jakarta.faces.application.ViewExpiredException;
import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.ResourceBundle;
import org.primefaces.csp.CspException;

/**
 * The page for whatever cannot be shown. What failed on our side is logged with a reference that ties what a person
 * sees to what the log says. Not a Faces view: what fails may be Faces, and its own state may be what is wrong.
 */
@WebServlet(name = "ErrorPage", urlPatterns = "/failure")
public class ErrorPageServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = System.getLogger(ErrorPageServlet.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PAGE = "/WEB-INF/errors/page.html";

    @Inject
    transient ResourceVersion version;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ResourceBundle texts = ResourceBundle.getBundle(ShellBacking.TEXTS);
        String kind = kind(request);
        if ("expired".equals(kind)) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        }
        String reference =
                "500".equals(kind) ? texts.getString("error.500.reference").replace("{0}", logged(request)) : "";
        String page = template();
        for (Map.Entry<String, String> part : Map.of(
                        "base", request.getContextPath(),
                        "version", version.getValue(),
                        "product", texts.getString("product"),
                        "title", texts.getString("error." + kind + ".title"),
                        "text", texts.getString("error." + kind + ".text"),
                        "reference", reference,
                        "home", texts.getString("error.home"))
                .entrySet()) {
            page = page.replace("${" + part.getKey() + "}", part.getValue());
        }
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; base-uri 'none'; font-src 'self'; frame-ancestors 'none'; img-src 'self';"
                        + " style-src 'self'; script-src 'self'");
        response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    }

    private static String kind(HttpServletRequest request) {
        Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        for (Throwable cause = failure instanceof Throwable thrown ? thrown : null;
                cause != null;
                cause = cause.getCause()) {
            if (cause instanceof ViewExpiredException || cause instanceof CspException) {
                return "expired";
            }
        }
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (status == null || Integer.valueOf(HttpServletResponse.SC_NOT_FOUND).equals(status)) {
            return "404";
        }
        return Integer.valueOf(HttpServletResponse.SC_FORBIDDEN).equals(status) ? "403" : "500";
    }

    /** What stands in the log by the same digits. */
    private static String logged(HttpServletRequest request) {
        byte[] digits = new byte[6];
        RANDOM.nextBytes(digits);
        String reference = HexFormat.of().formatHex(digits);
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        LOGGER.log(
                Level.ERROR,
                "a page failed, reference=" + reference + " path=" + path,
                failure instanceof Throwable thrown ? thrown : null);
        return reference;
    }

    private String template() throws IOException {
        try (InputStream page = getServletContext().getResourceAsStream(PAGE)) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
