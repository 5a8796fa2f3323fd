package io.portreeve.cloud.actions.control;

import static io.portreeve.cloud.testing.FleetDatabase.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.portreeve.cloud.actions.ActionId;
import io.portreeve.cloud.actions.ActionWish;
import io.portreeve.cloud.actions.Requester;
import io.portreeve.cloud.actions.Rollout;
import io.portreeve.cloud.actions.RolloutHost;
import io.portreeve.cloud.actions.RolloutHost.State;
import io.portreeve.cloud.actions.boundary.Rollouts;
import io.portreeve.cloud.audit.AuditEntry;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.fleet.Presence;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.testing.FleetDatabase;
import io.portreeve.contract.action.HostAction;
import io.portreeve.contract.action.Precondition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RolloutWalkIT {
    private static final Requester SOMEBODY = new Requester(UUID.randomUUID(), "Ada");
    private static FleetDatabase database;

    private final RolloutStore store = new RolloutStore();
    private final ActionStore actions = new ActionStore();
    private final TenantScope scope = new TenantScope();
    private OrganizationId organization;
    private RolloutParts parts;
    private HostId alpha;
    private HostId beta;
    private Rollout rollout;

    @BeforeAll
    static void createDatabase() {
        database = new FleetDatabase();
    }

    @BeforeEach
    void createHosts() throws SQLException {
        organization = database.organization("ours");
        parts = new RolloutParts(database, organization);
        alpha = database.agent(organization, "alpha").host();
        beta = database.agent(organization, "beta").host();
        parts.host(alpha, "alpha", Presence.ONLINE, NOW);
        parts.host(beta, "beta", Presence.ONLINE, NOW);
    }

    @Test
    void updateToTheSameReleaseThatIsPendingIsTheRollouts() throws SQLException {
        begin(1);
        ActionId pending = asked(alpha, rollingRelease());
        step();
        assertThat(states()).containsExactly(State.ASKED, State.WAITING);
        assertThat(now().hosts().get(0).action()).contains(pending);
        assertThat(parts.rung).isEmpty();
        assertThat(actions()).isEqualTo(1);
    }

    @Test
    void hostThatIsAwayForTheUpdateThatIsPendingIsAskedAlready() throws SQLException {
        begin(1);
        asked(alpha, rollingRelease());
        parts.host(alpha, "alpha", Presence.OFFLINE, NOW);
        step();
        assertThat(states()).containsExactly(State.ASKED, State.WAITING);
    }

    @Test
    void hostThatTakesAnotherReleaseHasItsTurnAfterThat() throws SQLException {
        begin(1);
        ActionId other = asked(alpha, "another");
        step();
        assertThat(states()).containsExactly(State.WAITING, State.ASKED);
        end(now().hosts().get(1).action().orElseThrow(), "succeeded");
        step();
        assertThat(states()).containsExactly(State.WAITING, State.UPDATED);
        end(other, "failed");
        step();
        assertThat(states()).containsExactly(State.ASKED, State.UPDATED);
        assertThat(parts.rung).containsExactly(beta, alpha);
    }

    @Test
    void hostThatIsAwayForAMomentIsPutOffAndAskedOnceItIsBack() throws SQLException {
        begin(1);
        parts.host(alpha, "alpha", Presence.OFFLINE, NOW.minusSeconds(60));
        step();
        assertThat(states()).containsExactly(State.WAITING, State.ASKED);
        end(now().hosts().get(1).action().orElseThrow(), "succeeded");
        step();
        assertThat(states()).containsExactly(State.WAITING, State.UPDATED);
        parts.host(alpha, "alpha", Presence.ONLINE, NOW);
        step();
        assertThat(states()).containsExactly(State.ASKED, State.UPDATED);
    }

    @Test
    void hostThatStaysAwayIsLeftOutAfterTheOthersAndTheRolloutEnds() throws SQLException {
        begin(1);
        parts.host(alpha, "alpha", Presence.OFFLINE, NOW.minus(Duration.ofHours(1)));
        parts.host(beta, "beta", Presence.OFFLINE, NOW);
        step();
        assertThat(states()).containsExactly(State.LEFT_OUT, State.WAITING);
        parts.clock.pass(Duration.ofMinutes(10));
        step();
        assertThat(states()).containsOnly(State.LEFT_OUT);
        step();
        assertThat(now().state()).isEqualTo(Rollout.State.FINISHED);
        assertThat(now().hosts()).extracting(RolloutHost::answer).containsOnly("the host is offline");
        assertThat(parts.recorded.get(1))
                .isEqualTo(new AuditEntry(
                        "system",
                        "rollouts",
                        "rollout.left-out",
                        rollout.id().toString(),
                        Map.of("host", alpha.toString(), "why", "the host is offline")));
        assertThat(parts.recorded)
                .extracting(AuditEntry::action)
                .containsExactly("rollout.requested", "rollout.left-out", "rollout.left-out", "rollout.finished");
    }

    @Test
    void hostThatWasAwayForLongIsNotLeftOutWhileOthersWait() throws SQLException {
        begin(1);
        parts.host(alpha, "alpha", Presence.OFFLINE, NOW.minus(Duration.ofHours(1)));
        step();
        assertThat(states()).containsExactly(State.WAITING, State.ASKED);
    }

    @Test
    void whatIsCancelledDuringAStepAsksNobodyElse() throws SQLException {
        begin(2);
        parts.onRing = () -> parts.database.transaction(
                connection -> store.end(connection, rollout.id(), Rollout.State.CANCELLED, "", NOW));
        step();
        assertThat(now().state()).isEqualTo(Rollout.State.CANCELLED);
        assertThat(states()).containsExactly(State.ASKED, State.WAITING);
        assertThat(actions()).isEqualTo(1);
    }

    @Test
    void whatIsCancelledDuringAStepLeavesNobodyOut() throws SQLException {
        begin(1);
        RolloutStore.Row row = new RolloutStore.Row(now(), rollingRelease());
        parts.database.transaction(connection -> store.end(connection, rollout.id(), Rollout.State.CANCELLED, "", NOW));
        RolloutTurn.Outcome outcome =
                scope.call(organization, () -> parts.turn().leaveOut(row, parts.host(alpha), "the host is offline"));
        assertThat(outcome).isEqualTo(RolloutTurn.Outcome.OVER);
        assertThat(states()).containsOnly(State.WAITING);
        assertThat(parts.recorded).extracting(AuditEntry::action).containsExactly("rollout.requested");
    }

    @Test
    void nobodyEndsItWhileAHostHasItsTurn() throws SQLException {
        begin(1);
        assertThatThrownBy(() -> database.in(organization, connection -> {
                    assertThat(store.isHeld(connection, rollout.id())).isTrue();
                    return database.in(organization, this::endAtOnce);
                }))
                .hasMessageContaining("lock timeout");
    }

    @Test
    void nodeThatDiesBeforeItTellsTheHostHasNotForgottenWhomItAsked() throws SQLException {
        begin(1);
        parts.onRing = () -> {
            throw new IllegalStateException("the node ends");
        };
        assertThatThrownBy(this::step).hasMessage("the node ends");
        assertThat(states()).containsExactly(State.ASKED, State.WAITING);
        assertThat(actions()).isEqualTo(1);
    }

    @Test
    void nodeThatDiesBeforeTheCommitHasAskedNobody() throws SQLException {
        begin(1);
        parts.refused = "action.requested";
        assertThatThrownBy(this::step).hasMessage("action.requested");
        assertThat(states()).containsOnly(State.WAITING);
        assertThat(actions()).isZero();
        assertThat(parts.rung).isEmpty();
    }

    @Test
    void onlyAnotherReleaseStopsItAndNotThatNoneCanBeReadForAMoment() throws SQLException {
        begin(1);
        parts.offer = Optional.empty();
        step();
        assertThat(now().state()).isEqualTo(Rollout.State.RUNNING);
        assertThat(states()).containsOnly(State.WAITING);
        parts.offer = Optional.of(RolloutParts.release("1.2"));
        step();
        assertThat(now().state()).isEqualTo(Rollout.State.STOPPED);
        assertThat(now().reason()).isEqualTo("this release is not offered any more");
    }

    @Test
    void hostsThatFailedToTakeThisReleaseComeLast() throws SQLException {
        end(asked(alpha, rollingRelease()), "failed");
        end(asked(beta, "another"), "failed");
        begin(1);
        assertThat(rollout.hosts()).extracting(RolloutHost::name).containsExactly("beta", "alpha");
    }

    private void begin(int first) {
        Rollouts rollouts = new Rollouts(parts.database, scope, parts.hosts, parts.releases, parts.audit, parts.clock);
        rollout = scope.call(organization, () -> rollouts.begin(SOMEBODY, new Rollout.Pace(first, 1)));
    }

    private void step() {
        RolloutWalk walk = new RolloutWalk(
                parts.database, scope, parts.hosts, parts.releases, parts.asking(scope), parts.audit, parts.clock);
        scope.run(organization, () -> walk.step(rollout.id()));
    }

    private Rollout now() throws SQLException {
        return database.in(organization, connection -> store.find(connection, rollout.id()))
                .orElseThrow()
                .rollout();
    }

    private List<State> states() throws SQLException {
        return now().hosts().stream().map(RolloutHost::state).toList();
    }

    private String rollingRelease() {
        return parts.offer.orElseThrow().text();
    }

    /** By somebody, and not by the rollout. */
    private ActionId asked(HostId host, String release) throws SQLException {
        ActionStore.NewRow row = new ActionStore.NewRow(
                organization,
                new ActionId(UuidCreator.getTimeOrderedEpoch()),
                host,
                Optional.empty(),
                "host",
                new HostAction.UpdateAgent(release),
                Precondition.NONE,
                ActionWish.USUAL,
                UUID.randomUUID().toString(),
                SOMEBODY,
                NOW);
        database.<Boolean>in(organization, connection -> actions.insert(connection, row));
        return row.id();
    }

    private void end(ActionId action, String state) throws SQLException {
        database.in(organization, connection -> {
            try (PreparedStatement update = connection.prepareStatement("update actions set state = ? where id = ?")) {
                update.setString(1, state);
                update.setObject(2, action.value());
                return update.executeUpdate();
            }
        });
    }

    private boolean endAtOnce(Connection connection) throws SQLException {
        try (Statement patience = connection.createStatement()) {
            patience.execute("set local lock_timeout = '100ms'");
        }
        return store.end(connection, rollout.id(), Rollout.State.CANCELLED, "", NOW);
    }

    private int actions() throws SQLException {
        return database.in(organization, connection -> {
            try (PreparedStatement count = connection.prepareStatement("select count(*) from actions");
                    ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        });
    }
}
