package io.portreeve.cloud.actions.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.actions.RolloutId;
import io.portreeve.cloud.actions.control.RolloutStore;
import io.portreeve.cloud.actions.control.RolloutWalk;
import io.portreeve.cloud.platform.OrganizationId;
import io.portreeve.cloud.platform.SqlWork;
import io.portreeve.cloud.platform.TenantScope;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RolloutProgressTest {
    private final TenantScope scope = new TenantScope();
    private final List<RolloutStore.Running> taken = new ArrayList<>();

    @Test
    void oneThatFailsLeavesTheOthersAlone() {
        List<RolloutStore.Running> running = Stream.generate(() -> new RolloutStore.Running(
                        new OrganizationId(UUID.randomUUID()), new RolloutId(UUID.randomUUID())))
                .limit(3)
                .toList();
        new RolloutProgress(new Found(running), new Walk(running.get(1)), scope).run();
        assertThat(taken).containsExactlyElementsOf(running);
        assertThat(scope.current()).isEmpty();
    }

    private static final class Found extends SystemDatabase {
        private final List<RolloutStore.Running> running;

        Found(List<RolloutStore.Running> running) {
            this.running = running;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T transaction(SqlWork<T> work) {
            return (T) running;
        }
    }

    private final class Walk extends RolloutWalk {
        private final RolloutStore.Running broken;

        Walk(RolloutStore.Running broken) {
            this.broken = broken;
        }

        @Override
        public void step(RolloutId id) {
            RolloutStore.Running one = new RolloutStore.Running(scope.required(), id);
            taken.add(one);
            if (one.equals(broken)) {
                throw new IllegalStateException("what is kept of it cannot be read");
            }
        }
    }
}
