package io.portreeve.cloud.api;

import io.portreeve.cloud.identity.SignedInUser;
import io.portreeve.cloud.identity.boundary.CurrentUser;
import io.portreeve.cloud.platform.TenantScope;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Opens the scope of the caller's organization around every request of the API. */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
public class ScopeFilter implements Filter {
    @Inject
    TenantScope scope;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<SignedInUser> user = CurrentUser.of((HttpServletRequest) request);
        if (user.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        try {
            scope.run(user.get().organizationId(), () -> proceed(request, response, chain));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (InScope e) {
            throw (ServletException) e.getCause();
        }
    }

    private static void proceed(ServletRequest request, ServletResponse response, FilterChain chain) {
        try {
            chain.doFilter(request, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new InScope(e);
        }
    }

    private static final class InScope extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InScope(ServletException cause) {
            super(cause);
        }
    }
}
