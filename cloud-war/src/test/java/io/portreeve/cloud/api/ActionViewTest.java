package io.portreeve.cloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.actions.Action;
import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.testing.SampleAction;
import io.portreeve.contract.action.ContainerAction;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActionViewTest {
    private static final Action EXEC =
            SampleAction.of(new ContainerAction.Exec(List.of("cat", "/password"), Duration.ofSeconds(5)));

    @ParameterizedTest
    @EnumSource(names = {"MEMBER", "VIEWER"})
    void whoMayNotExecSeesItsStateAndNeitherCommandNorWhatItSaid(Role role) {
        ActionView view = ActionView.of(EXEC, role);
        assertThat(view.kind()).isEqualTo("exec");
        assertThat(view.state()).isEqualTo("failed");
        assertThat(view.command()).isEmpty();
        assertThat(view.answer()).isEmpty();
        assertThat(view.output()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNER", "ADMIN"})
    void whoMayExecSeesAll(Role role) {
        ActionView view = ActionView.of(EXEC, role);
        assertThat(view.command()).contains(List.of("cat", "/password"));
        assertThat(view.answer()).contains("no such program");
        assertThat(view.output()).map(ActionView.OutputView::text).contains("secret");
    }

    @Test
    void everybodySeesWhatCameOfTheOthers() {
        ActionView view = ActionView.of(SampleAction.of(new ContainerAction.Kill("SIGHUP")), Role.VIEWER);
        assertThat(view.signal()).contains("SIGHUP");
        assertThat(view.answer()).contains("no such program");
    }
}
