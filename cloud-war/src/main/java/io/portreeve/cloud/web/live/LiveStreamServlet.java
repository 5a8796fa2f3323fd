package io.portreeve.cloud.web.live;

import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.web.Caller;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * {@code GET /live/stream}: server-sent events {@code samples}, {@code host}, {@code action}, {@code events}, {@code lines}, {@code missed} and a beat every 15 s.
 *
 * <p>A servlet with non-blocking writes instead of JAX-RS: there a slow reader holds the thread that feeds everyone. A
 * stream ends after a while and the page opens the next, so that a session that ended does not go on watching.
 */
@WebServlet(name = "LiveStream", urlPatterns = "/live/stream", asyncSupported = true)
public class LiveStreamServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final long LIFETIME_MILLIS = Duration.ofMinutes(10).toMillis();

    @Inject
    transient Caller caller;

    @Inject
    transient LiveHub hub;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        OrganizationId organization = caller.user().organizationId();
        LiveFilter filter = LiveFilter.of(
                request.getParameter("host"),
                request.getParameter("container"),
                request.getParameter("containers"),
                request.getParameter("log"));
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext context = request.startAsync();
        context.setTimeout(LIFETIME_MILLIS);
        LiveClient client = new LiveClient(context, response.getOutputStream(), filter);
        context.addListener(new Leaving(organization, client));
        response.getOutputStream().setWriteListener(client);
        if (!hub.join(organization, client)) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            client.close();
            return;
        }
        client.offer(LiveEvents.BEAT);
    }

    private final class Leaving implements AsyncListener {
        private final OrganizationId organization;
        private final LiveClient client;

        Leaving(OrganizationId organization, LiveClient client) {
            this.organization = organization;
            this.client = client;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            hub.leave(organization, client);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            client.offer(LiveEvents.BYE);
            client.close();
            hub.leave(organization, client);
        }

        @Override
        public void onError(AsyncEvent event) {
            client.close();
            hub.leave(organization, client);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // The servlet starts once.
        }
    }
}
