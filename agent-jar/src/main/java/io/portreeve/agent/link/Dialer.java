package io.portreeve.agent.link;

import io.portreeve.agent.config.CloudAddress;
import io.portreeve.agent.enrol.Identity;
import io.portreeve.agent.network.Route;
import io.portreeve.contract.protocol.Protocol;
import java.net.http.WebSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Opens sockets to the cloud, each with a fresh proof of who asks. */
final class Dialer {
    private final CloudAddress cloud;
    private final Route route;
    private final Identity identity;
    private final Clock clock;
    private final Duration patience;

    Dialer(CloudAddress cloud, Route route, Identity identity, Clock clock, Duration patience) {
        this.cloud = cloud;
        this.route = route;
        this.identity = identity;
        this.clock = clock;
        this.patience = patience;
    }

    CompletableFuture<WebSocket> dial(WebSocket.Listener listener) {
        return route.webSocket(cloud.connection())
                .header(Protocol.TOKEN_HEADER, identity.freshToken(clock))
                .subprotocols(Protocol.SUBPROTOCOL)
                .connectTimeout(patience)
                .buildAsync(cloud.connection(), listener);
    }

    /** Why nobody was reached, in a line. */
    String explain(Throwable failure) {
        return route.explain(cloud.connection(), failure).text();
    }

    /** Who calls whom, for the log. */
    @Override
    public String toString() {
        return cloud + ": agent=" + identity.agentId() + " host=" + identity.hostId();
    }
}
