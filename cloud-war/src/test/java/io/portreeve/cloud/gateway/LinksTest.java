package io.portreeve.cloud.gateway;

import static io.portreeve.cloud.gateway.Messages.AGENT;
import static io.portreeve.cloud.gateway.Messages.hello;
import static io.portreeve.cloud.gateway.Messages.session;
import static io.portreeve.cloud.gateway.Messages.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.testing.AdjustableClock;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.protocol.CloseCode;
import io.portreeve.contract.protocol.Protocol;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinksTest {
    private final AdjustableClock clock = new AdjustableClock();
    private final Links links = new Links();

    @Test
    void linksOfAnAgentAreFound() {
        AgentLink one = link();
        AgentLink other = link();
        assertThat(links.of(AGENT.agent())).containsExactlyInAnyOrder(one, other);
    }

    @Test
    void linkIsRemovedOnce() {
        AgentLink link = link();
        assertThat(links.remove(link)).isTrue();
        assertThat(links.remove(link)).isFalse();
        assertThat(links.all()).isEmpty();
    }

    @Test
    void newestSessionOfAnAgentCounts() {
        establish(link(), 4);
        establish(link(), 5);
        link();
        assertThat(links.epochs()).isEqualTo(Map.of(AGENT.agent(), 5L));
    }

    @Test
    void agentIsHeardWhenEitherOfItsLinksIs() {
        AgentLink early = link();
        establish(early, 4);
        clock.pass(Duration.ofSeconds(5));
        establish(link(), 5);
        assertThat(links.heard()).isEqualTo(Map.of(AGENT.agent(), clock.instant()));
    }

    private AgentLink link() {
        MessageCodec codec = new MessageCodec();
        AgentConversation conversation =
                new AgentConversation(codec, clock, Duration.ofSeconds(10), WaitingRoom.ofThisProcess());
        AgentLink link = new AgentLink(AGENT, conversation, codec, new Nowhere(), new Never());
        links.add(link);
        return link;
    }

    private static void establish(AgentLink link, long epoch) {
        link.accept(conversation -> conversation.opened(Protocol.SUBPROTOCOL));
        link.accept(conversation -> conversation.text(text(hello())));
        link.accept(conversation -> conversation.began(session(epoch, Map.of())));
    }

    private static final class Nowhere implements AgentLink.Outbound {
        @Override
        public boolean send(String text) {
            return true;
        }

        @Override
        public boolean stalled() {
            return false;
        }

        @Override
        public void close(CloseCode code, String reason) {}
    }

    private static final class Never implements AgentLink.Storage {
        @Override
        public void begin(AgentLink link, Effect.Begin begin) {}

        @Override
        public void inventory(AgentLink link, Effect.StoreInventory inventory) {}

        @Override
        public void metrics(AgentLink link, Effect.StoreMetrics metrics) {}

        @Override
        public void live(AgentLink link, Effect.ShareLive live) {}

        @Override
        public void tail(Effect.ShareTail tail) {}

        @Override
        public void events(AgentLink link, Effect.StoreEvents events) {}

        @Override
        public void logs(AgentLink link, Effect.StoreLogs logs) {}

        @Override
        public void actions(AgentLink link, Effect.TakeActions take) {}

        @Override
        public void wishes(AgentLink link, Effect.TakeWishes take) {}

        @Override
        public void accepted(AgentLink link, Effect.StoreAccepted accepted) {}

        @Override
        public void outcome(AgentLink link, Effect.StoreOutcome outcome) {}

        @Override
        public void hostMetrics(AgentLink link, Effect.StoreHostMetrics metrics) {}

        @Override
        public void interfaces(Effect.StoreInterfaces interfaces) {}

        @Override
        public void status(Effect.StoreStatus status) {}

        @Override
        public void refused(AuthenticatedAgent agent, String code) {}
    }
}
