package io.portreeve.cloud.gateway;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.contract.protocol.Limits;
import io.portreeve.contract.protocol.Protocol;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The agents' WebSocket; the handshake was let through because the agent proved its identity. */
@ServerEndpoint(value = Protocol.CONNECT_PATH, subprotocols = Protocol.SUBPROTOCOL, configurator = AgentEndpoints.class)
public class AgentEndpoint {
    private static final Logger LOG = Logger.getLogger(AgentEndpoint.class.getName());

    /** Above our own limit, so that a frame somewhat too large gets our own close code; the rest gets 1009. */
    private static final long LARGEST_BUFFERED = 2L * Limits.FRAME_BYTES;

    private final Gateway gateway;
    private AgentLink link;

    AgentEndpoint(Gateway gateway) {
        this.gateway = gateway;
    }

    @OnOpen
    public void opened(Session session) throws IOException {
        IdleTimer.disarm(session);
        HandshakeRemains.drop(session);
        Optional<AuthenticatedAgent> agent = Optional.ofNullable(session.getUserPrincipal())
                .flatMap(caller -> AgentPrincipal.parse(caller.getName()));
        if (agent.isEmpty()) {
            session.close(new CloseReason(CloseReason.CloseCodes.VIOLATED_POLICY, "for agents only"));
            return;
        }
        link = gateway.open(agent.get(), session);
    }

    @OnMessage(maxMessageSize = LARGEST_BUFFERED)
    public void text(String frame) {
        heard(conversation -> conversation.text(frame));
    }

    @OnMessage(maxMessageSize = LARGEST_BUFFERED)
    public void binary(byte[] frame) {
        heard(conversation -> conversation.binary(frame));
    }

    @OnClose
    public void closed() {
        if (link != null) {
            gateway.closed(link);
        }
    }

    @OnError
    public void failed(Throwable failure) {
        LOG.log(
                Level.FINE,
                failure,
                () -> "link broke: agent="
                        + (link == null ? "none" : link.agent().agent()));
    }

    private void heard(Function<AgentConversation, List<Effect>> frame) {
        if (link != null) {
            link.accept(frame);
        }
    }
}
