package io.portreeve.cloud.web.shell;

import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.ProblemCode;
import io.portreeve.cloud.platform.ProblemException;
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
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.stream.Stream;
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
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Map<Object, String> KINDS =
            Map.of(HttpServletResponse.SC_FORBIDDEN, "403", HttpServletResponse.SC_SERVICE_UNAVAILABLE, "503");
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
        if ("503".equals(kind)) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader("Retry-After", Long.toString(RETRY.toSeconds()));
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
        if (failure instanceof Throwable thrown && isOutOfReach(thrown)) {
            return "503";
        }
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (status == null || Integer.valueOf(HttpServletResponse.SC_NOT_FOUND).equals(status)) {
            return "404";
        }
        return KINDS.getOrDefault(status, "500");
    }

    private static boolean isOutOfReach(Throwable failure) {
        return DatabaseException.isBehind(failure)
                || Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                        .anyMatch(cause ->
                                cause instanceof ProblemException problem && problem.code() == ProblemCode.UNAVAILABLE);
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
