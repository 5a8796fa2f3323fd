package io.portreeve.cloud.fleet.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.AuthenticatedAgent;
import io.portreeve.cloud.fleet.HostId;
import io.portreeve.cloud.platform.OrganizationId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class KeyLookupsTest {
    private static final AgentId REVOKED = agent(0);

    private final List<Set<AgentId>> questions = new CopyOnWriteArrayList<>();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final KeyLookups lookups = new KeyLookups(this::answer, Duration.ofMinutes(1));

    @Test
    void eachGetsItsOwnAndNoneGetsThatOfARevokedOne() {
        answer.countDown();
        assertThat(lookups.find(agent(1)))
                .hasValueSatisfying(row -> assertThat(row.agent().agent()).isEqualTo(agent(1)));
        assertThat(lookups.find(REVOKED)).isEmpty();
        assertThat(lookups.find(agent(1))).isPresent();
        assertThat(questions).hasSize(3);
    }

    @Test
    void thoseWhoAskDuringAnotherQuestionAreAnsweredByOne() {
        CompletableFuture<Optional<AgentStore.KeyRow>> first = asked(agent(1));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> questions.size() == 1);
        List<CompletableFuture<Optional<AgentStore.KeyRow>>> others =
                Stream.of(agent(2), agent(3), REVOKED).map(this::asked).toList();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> lookups.waiting() == 3);
        answer.countDown();
        assertThat(first.join()).isPresent();
        assertThat(others)
                .extracting(CompletableFuture::join)
                .extracting(Optional::isPresent)
                .containsExactly(true, true, false);
        assertThat(questions).containsExactly(Set.of(agent(1)), Set.of(agent(2), agent(3), REVOKED));
    }

    @Test
    void failureIsToldAsItIsAndTheNextAsksAgain() {
        RuntimeException failure = new IllegalStateException("no database");
        KeyLookups failing = new KeyLookups(agents -> {
            throw failure;
        });
        assertThatThrownBy(() -> failing.find(agent(1))).isSameAs(failure);
        assertThatThrownBy(() -> failing.find(agent(1))).isSameAs(failure);
    }

    @Test
    void whoWaitsTooLongAsksAlone() {
        KeyLookups hung = new KeyLookups(this::answerOnceTwoAsked, Duration.ofMillis(50));
        CompletableFuture<Optional<AgentStore.KeyRow>> first = CompletableFuture.supplyAsync(() -> hung.find(agent(1)));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> questions.size() == 1);
        assertThat(hung.find(agent(2))).isPresent();
        assertThat(first.join()).isPresent();
        assertThat(questions).containsExactly(Set.of(agent(1)), Set.of(agent(2)));
    }

    private Map<AgentId, AgentStore.KeyRow> answerOnceTwoAsked(Collection<AgentId> agents) {
        if (agents.contains(agent(2))) {
            answer.countDown();
        }
        return answer(agents);
    }

    @Test
    void oneThatSpoilsAJointQuestionSpoilsNoOthers() {
        KeyLookups picky = new KeyLookups(
                agents -> {
                    Map<AgentId, AgentStore.KeyRow> keys = answer(agents);
                    if (agents.contains(REVOKED)) {
                        throw new IllegalStateException("spoilt");
                    }
                    return keys;
                },
                Duration.ofMinutes(1));
        CompletableFuture<Optional<AgentStore.KeyRow>> first =
                CompletableFuture.supplyAsync(() -> picky.find(agent(1)));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> questions.size() == 1);
        List<CompletableFuture<Optional<AgentStore.KeyRow>>> others = Stream.of(agent(2), REVOKED)
                .map(agent -> {
                    CompletableFuture<Optional<AgentStore.KeyRow>> found = new CompletableFuture<>();
                    Thread thread = new Thread(
                            () -> found.complete(agent.equals(REVOKED) ? failed(picky) : picky.find(agent)), "asks");
                    thread.setDaemon(true);
                    thread.start();
                    return found;
                })
                .toList();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> picky.waiting() == 2);
        answer.countDown();
        assertThat(first.join()).isPresent();
        assertThat(others)
                .extracting(CompletableFuture::join)
                .extracting(Optional::isPresent)
                .containsExactly(true, false);
    }

    private static Optional<AgentStore.KeyRow> failed(KeyLookups lookups) {
        assertThatThrownBy(() -> lookups.find(REVOKED)).hasMessage("spoilt");
        return Optional.empty();
    }

    private CompletableFuture<Optional<AgentStore.KeyRow>> asked(AgentId agent) {
        CompletableFuture<Optional<AgentStore.KeyRow>> found = new CompletableFuture<>();
        Thread thread = new Thread(() -> found.complete(lookups.find(agent)), "asks");
        thread.setDaemon(true);
        thread.start();
        return found;
    }

    private Map<AgentId, AgentStore.KeyRow> answer(Collection<AgentId> agents) {
        questions.add(Set.copyOf(agents));
        try {
            answer.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return agents.stream()
                .filter(agent -> !agent.equals(REVOKED))
                .collect(Collectors.toMap(agent -> agent, KeyLookupsTest::key));
    }

    private static AgentStore.KeyRow key(AgentId agent) {
        return new AgentStore.KeyRow(
                new AuthenticatedAgent(new OrganizationId(new UUID(1, 1)), new HostId(new UUID(2, 2)), agent),
                new byte[] {1});
    }

    private static AgentId agent(int number) {
        return new AgentId(new UUID(3, number));
    }
}
