package io.portreeve.cloud.platform.boundary;

import io.portreeve.cloud.platform.ClientAddress;
import io.portreeve.cloud.platform.PortreeveConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;

/** Where requests come from, for limits and the record of who did what. */
@ApplicationScoped
public class Callers {
    @Inject
    PortreeveConfig config;

    /** The caller's IP address: the peer's, or what a trusted proxy says it is. */
    public String address(HttpServletRequest request) {
        return ClientAddress.of(
                request.getRemoteAddr(),
                Collections.list(request.getHeaders("X-Forwarded-For")),
                config.trustedProxies());
    }
}
