package io.portreeve.cloud.fleet.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.Host;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.contract.message.HostFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PresenceRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final AgentId AGENT = new AgentId(new UUID(0, 1));

    @Test
    void hostThatNeverConnectedIsToldSo() {
        assertThat(withRedis(Map.of())
                        .apply(row(Optional.empty(), Optional.empty()))
                        .presence())
                .isEqualTo(Presence.NEVER_CONNECTED);
    }

    @Test
    void hostThatRedisKnowsIsOnlineAndSeenWhenRedisSays() {
        Instant heard = NOW.minusSeconds(3);
        Host host = withRedis(Map.of(AGENT, heard)).apply(connectedAndSeen(NOW.minusSeconds(25)));
        assertThat(host.presence()).isEqualTo(Presence.ONLINE);
        assertThat(host.lastSeenAt()).contains(heard);
    }

    @Test
    void hostThatRedisHasForgottenIsOffline() {
        assertThat(withRedis(Map.of())
                        .apply(connectedAndSeen(NOW.minusSeconds(25)))
                        .presence())
                .isEqualTo(Presence.OFFLINE);
    }

    @Test
    void hostThatDisconnectedIsOfflineWhateverRedisStillKnows() {
        HostStore.Row row = row(Optional.of(NOW.minusSeconds(2)), Optional.empty());
        assertThat(withRedis(Map.of(AGENT, NOW.minusSeconds(2))).apply(row).presence())
                .isEqualTo(Presence.OFFLINE);
    }

    @Test
    void withoutRedisTheDatabaseDecides() {
        PresenceRule rule = new PresenceRule(Optional.empty(), NOW);
        assertThat(rule.apply(connectedAndSeen(NOW.minusSeconds(59))).presence())
                .isEqualTo(Presence.ONLINE);
        assertThat(rule.apply(connectedAndSeen(NOW.minusSeconds(60))).presence())
                .isEqualTo(Presence.OFFLINE);
    }

    private static PresenceRule withRedis(Map<AgentId, Instant> heard) {
        return new PresenceRule(Optional.of(heard), NOW);
    }

    private static HostStore.Row connectedAndSeen(Instant lastSeen) {
        return row(Optional.of(lastSeen), Optional.of(NOW.minusSeconds(600)));
    }

    private static HostStore.Row row(Optional<Instant> lastSeen, Optional<Instant> connected) {
        Host host = new Host(
                new HostId(new UUID(0, 2)),
                "host",
                new HostFacts("", "", "", "", 0, 0, "", 0),
                Presence.NEVER_CONNECTED,
                lastSeen,
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                Optional.empty(),
                0,
                0,
                Set.of());
        return new HostStore.Row(host, Optional.of(AGENT), connected);
    }
}
