package io.portreeve.cloud.web.shell;

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
import java.util.ResourceBundle;

/**
 * Says that we failed, and ties what a person sees to what the log says without showing any of it. Not a Faces view:
 * what fails may be Faces.
 */
@WebServlet(name = "Failure", urlPatterns = "/failure")
public class FailureServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = System.getLogger(FailureServlet.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PAGE = "/WEB-INF/errors/500.html";

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] digits = new byte[6];
        RANDOM.nextBytes(digits);
        String reference = HexFormat.of().formatHex(digits);
        log(request, reference);
        ResourceBundle texts = ResourceBundle.getBundle(ShellBacking.TEXTS);
        String page = template().replace("${base}", request.getContextPath());
        for (String key : texts.keySet()) {
            page = page.replace("${" + key + "}", texts.getString(key));
        }
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; frame-ancestors 'none'");
        response.getOutputStream().write(page.replace("{0}", reference).getBytes(StandardCharsets.UTF_8));
    }

    private static void log(HttpServletRequest request, String reference) {
        Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (failure instanceof Throwable thrown) {
            Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
            LOGGER.log(Level.ERROR, "a page failed, reference=" + reference + " path=" + path, thrown);
        }
    }

    private String template() throws IOException {
        try (InputStream page = getServletContext().getResourceAsStream(PAGE)) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
