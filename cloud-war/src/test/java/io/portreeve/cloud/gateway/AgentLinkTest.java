package io.portreeve.cloud.gateway;

import static io.portreeve.cloud.gateway.Messages.AGENT;
import static io.portreeve.cloud.gateway.Messages.hello;
import static io.portreeve.cloud.gateway.Messages.ids;
import static io.portreeve.cloud.gateway.Messages.inventory;
import static io.portreeve.cloud.gateway.Messages.metrics;
import static io.portreeve.cloud.gateway.Messages.session;
import static io.portreeve.cloud.gateway.Messages.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.testing.AdjustableClock;
import io.portreeve.contract.codec.MessageCodec;
import io.portreeve.contract.message.Acknowledged;
import io.portreeve.contract.message.CloudMessage;
import io.portreeve.contract.message.Stream;
import io.portreeve.contract.message.Welcome;
import io.portreeve.contract.protocol.CloseCode;
import io.portreeve.contract.protocol.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgentLinkTest {
    private final MessageCodec codec = new MessageCodec();
    private final AdjustableClock clock = new AdjustableClock();
    private final Wire wire = new Wire();
    private final Storage storage = new Storage();
    private final AgentLink link = new AgentLink(
            AGENT,
            new AgentConversation(codec, clock, Duration.ofSeconds(10), WaitingRoom.ofThisProcess()),
            codec,
            wire,
            storage);

    @Test
    void answersOfStorageFromWithinItsCallComeInTurn() {
        connect();
        assertThat(wire.sent)
                .containsExactly(
                        new Welcome(
                                1,
                                clock.instant(),
                                Duration.ofSeconds(10),
                                Map.of(),
                                Set.of("two-streams", "live-dictionary", "host-metrics", "logs", "interfaces")),
                        new Acknowledged(Stream.INVENTORY, 1),
                        new Acknowledged(Stream.METRICS, 1));
    }

    @Test
    void slowReaderIsClosed() {
        wire.full = true;
        connect();
        assertThat(wire.closed).isEqualTo(CloseCode.TOO_SLOW);
    }

    @Test
    void stalledReaderIsClosed() {
        connect();
        wire.stalled = true;
        assertThat(link.tick(clock.instant())).isFalse();
        assertThat(wire.closed).isEqualTo(CloseCode.TOO_SLOW);
    }

    @Test
    void failureOfOurOwnClosesForAnotherTry() {
        storage.broken = true;
        connect();
        assertThat(wire.closed).isEqualTo(CloseCode.INTERNAL);
    }

    private void connect() {
        link.accept(conversation -> conversation.opened(Protocol.SUBPROTOCOL));
        link.accept(conversation -> conversation.text(text(hello())));
        link.accept(conversation -> conversation.text(text(inventory(1, 1))));
        link.accept(conversation -> conversation.text(text(metrics(1, 1))));
    }

    private final class Wire implements AgentLink.Outbound {
        private final List<CloudMessage> sent = new ArrayList<>();
        private CloseCode closed;
        private boolean full;
        private boolean stalled;

        @Override
        public boolean send(String text) {
            sent.add(codec.decodeCloudMessage(text.getBytes(StandardCharsets.UTF_8)));
            return !full;
        }

        @Override
        public boolean stalled() {
            return stalled;
        }

        @Override
        public void close(CloseCode code, String reason) {
            closed = code;
        }
    }

    private static final class Storage implements AgentLink.Storage {
        private boolean broken;

        @Override
        public void begin(AgentLink link, Effect.Begin begin) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            link.accept(conversation -> conversation.began(session(1, Map.of())));
        }

        @Override
        public void inventory(AgentLink link, Effect.StoreInventory inventory) {
            link.accept(conversation -> conversation.inventoryStored(ids(1)));
        }

        @Override
        public void live(AgentLink link, Effect.ShareLive live) {}

        @Override
        public void tail(Effect.ShareTail tail) {}

        @Override
        public void metrics(AgentLink link, Effect.StoreMetrics metrics) {
            link.accept(AgentConversation::metricsStored);
        }

        @Override
        public void events(AgentLink link, Effect.StoreEvents events) {
            link.accept(AgentConversation::stored);
        }

        @Override
        public void logs(AgentLink link, Effect.StoreLogs logs) {
            link.accept(AgentConversation::stored);
        }

        @Override
        public void actions(AgentLink link, Effect.TakeActions take) {}

        @Override
        public void wishes(AgentLink link, Effect.TakeWishes take) {}

        @Override
        public void accepted(AgentLink link, Effect.StoreAccepted accepted) {}

        @Override
        public void outcome(AgentLink link, Effect.StoreOutcome outcome) {}

        @Override
        public void hostMetrics(AgentLink link, Effect.StoreHostMetrics metrics) {
            link.accept(AgentConversation::metricsStored);
        }

        @Override
        public void interfaces(Effect.StoreInterfaces interfaces) {}

        @Override
        public void status(Effect.StoreStatus status) {}

        @Override
        public void refused(AuthenticatedAgent agent, String code) {}
    }
}
