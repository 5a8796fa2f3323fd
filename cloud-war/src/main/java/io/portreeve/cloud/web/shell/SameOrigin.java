package io.portreeve.cloud.web.shell;

import io.portreeve.cloud.platform.PortreeveConfig;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;

/**
 * Refuses writes that another site makes a browser send: the session cookie comes with them, the intention does not.
 * This holds for stateless views, too, which have no token in their state, and on every node alike.
 */
@WebFilter(filterName = "SameOrigin", urlPatterns = "/*", asyncSupported = true)
public class SameOrigin implements Filter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    @Inject
    PortreeveConfig config;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        String path = asked.getRequestURI().substring(asked.getContextPath().length());
        boolean withoutCookies = path.startsWith("/api/") || path.startsWith("/agent/");
        if (withoutCookies || READING.contains(asked.getMethod()) || ours(asked)) {
            chain.doFilter(request, response);
            return;
        }
        ((HttpServletResponse) response).sendError(HttpServletResponse.SC_FORBIDDEN);
    }

    private boolean ours(HttpServletRequest request) {
        return allowed(
                request.getHeader("Sec-Fetch-Site"),
                request.getHeader("Origin"),
                request.getHeader("Host"),
                config.publicUrl());
    }

    /** Browsers that send no Sec-Fetch-Site (it takes a secure context) send Origin; what sends neither is no browser. */
    static boolean allowed(String fetchSite, String origin, String host, URI publicUrl) {
        if (fetchSite != null) {
            return "same-origin".equals(fetchSite) || "none".equals(fetchSite);
        }
        if (origin == null) {
            return true;
        }
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null
                    && (authority.equalsIgnoreCase(host) || authority.equalsIgnoreCase(publicUrl.getAuthority()));
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
