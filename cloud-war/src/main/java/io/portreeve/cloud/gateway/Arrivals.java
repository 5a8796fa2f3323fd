package io.portreeve.cloud.gateway;

import io.portreeve.cloud.fleet.AgentId;
import io.portreeve.cloud.fleet.AgentSession;
import io.portreeve.cloud.fleet.Declaration;
import io.portreeve.cloud.fleet.DeclarationResult;
import io.portreeve.cloud.fleet.Departure;
import io.portreeve.cloud.fleet.Greeting;
import io.portreeve.cloud.fleet.boundary.AgentSessions;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.TenantScope;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Begins sessions and stores inventories, of agents of an organization who come at once together. Where a transaction of
 * several fails each is tried alone, so that one cannot keep the others out. Nothing is done for a connection that ended
 * meanwhile: its agent asks again on the next one.
 */
final class Arrivals {
    private static final Logger LOG = Logger.getLogger(Arrivals.class.getName());

    /** What a link's agent wants. */
    private record Wanted<T>(AgentLink link, T what) {
        AgentId agent() {
            return link.agent().agent();
        }

        boolean isOpen() {
            return !link.see(AgentConversation::isClosed);
        }
    }

    private final AgentSessions sessions;
    private final TenantScope scope;
    private final Clock clock;
    private final Consumer<AgentSession> begun;
    private final Gathering<Wanted<Greeting>> coming;
    private final Gathering<Wanted<Declaration>> declaring;

    Arrivals(AgentSessions sessions, TenantScope scope, Executor executor, Clock clock, Consumer<AgentSession> begun) {
        this.sessions = sessions;
        this.scope = scope;
        this.clock = clock;
        this.begun = begun;
        coming = new Gathering<>(executor, Wanted::agent, this::begin, Arrivals::failed);
        declaring = new Gathering<>(executor, Wanted::agent, this::store, Arrivals::busy);
    }

    void begin(AgentLink link, Effect.Begin begin) {
        Greeting greeting = new Greeting(link.agent(), begin.hello(), clock.instant());
        coming.add(link.agent().organization(), new Wanted<>(link, greeting));
    }

    void inventory(AgentLink link, Effect.StoreInventory store) {
        Declaration declaration = new Declaration(store.session(), store.inventory());
        declaring.add(link.agent().organization(), new Wanted<>(link, declaration));
    }

    private void begin(OrganizationId organization, List<Wanted<Greeting>> all) {
        attempt(organization, all, this::begun, this::began, Arrivals::failed);
    }

    private void store(OrganizationId organization, List<Wanted<Declaration>> all) {
        attempt(organization, all, sessions::store, Arrivals::stored, Arrivals::busy);
    }

    private Map<AgentId, AgentSession> begun(List<Greeting> greetings) {
        Map<AgentId, AgentSession> started = new HashMap<>();
        sessions.begin(greetings).forEach(session -> started.put(session.agent().agent(), session));
        return started;
    }

    private <T, R> void attempt(
            OrganizationId organization,
            List<Wanted<T>> all,
            Function<List<T>, Map<AgentId, R>> work,
            Told<R> done,
            Consumer<Wanted<T>> failed) {
        List<Wanted<T>> open = all.stream().filter(Wanted::isOpen).toList();
        if (open.isEmpty()) {
            return;
        }
        Map<AgentId, R> results;
        try {
            results = scope.call(
                    organization,
                    () -> work.apply(open.stream().map(Wanted::what).toList()));
        } catch (RuntimeException e) {
            if (open.size() > 1) {
                open.forEach(one -> attempt(organization, List.of(one), work, done, failed));
            } else {
                LOG.log(
                        Level.WARNING,
                        e,
                        () -> "not stored: agent=" + open.get(0).agent());
                failed.accept(open.get(0));
            }
            return;
        }
        for (Wanted<T> one : open) {
            tell(one, Optional.ofNullable(results.get(one.agent())), done);
        }
    }

    /** The others are told whatever becomes of one. */
    private static <T, R> void tell(Wanted<T> one, Optional<R> result, Told<R> done) {
        try {
            done.tell(one.link(), result);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "not told: agent=" + one.agent());
        }
    }

    @FunctionalInterface
    private interface Told<R> {
        void tell(AgentLink link, Optional<R> result);
    }

    private void began(AgentLink link, Optional<AgentSession> session) {
        if (session.isEmpty()) {
            link.accept(AgentConversation::revoked);
            return;
        }
        LOG.info(() -> "session began: agent=" + link.agent().agent() + " host="
                + link.agent().host() + " organization=" + link.agent().organization() + " epoch="
                + session.get().epoch());
        begun.accept(session.get());
        link.accept(conversation -> conversation.began(session.get()));
        if (link.see(AgentConversation::established).isEmpty()) {
            Departure departure = new Departure(session.get(), clock.instant());
            scope.run(link.agent().organization(), () -> sessions.end(List.of(departure)));
        }
    }

    private static void stored(AgentLink link, Optional<DeclarationResult> result) {
        DeclarationResult became = result.orElseThrow();
        if (became instanceof DeclarationResult.Stored stored) {
            link.accept(conversation -> conversation.inventoryStored(stored.numbers()));
        } else if (became instanceof DeclarationResult.Refused refused) {
            link.accept(conversation -> conversation.rejected(refused.code().code(), refused.detail()));
        } else {
            link.accept(AgentConversation::superseded);
        }
    }

    private static void failed(Wanted<Greeting> one) {
        one.link().accept(AgentConversation::failed);
    }

    private static void busy(Wanted<Declaration> one) {
        one.link().accept(AgentConversation::busy);
    }
}
