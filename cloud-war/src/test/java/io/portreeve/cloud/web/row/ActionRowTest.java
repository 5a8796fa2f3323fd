package io.portreeve.cloud.web.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.testing.SampleAction;
import io.portreeve.contract.action.ActionOutput;
import io.portreeve.contract.action.ContainerAction;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActionRowTest {
    private static final ContainerAction EXEC =
            new ContainerAction.Exec(List.of("cat", "/password"), Duration.ofSeconds(5));

    @Test
    void whoMayNotExecSeesNeitherCommandNorWhatItSaid() {
        ActionRow row = row(EXEC, Role.MEMBER);
        assertThat(row.detail()).isEmpty();
        assertThat(row.answer()).isEmpty();
        assertThat(row.answerKey()).isEmpty();
        assertThat(row.output()).isEmpty();
    }

    @Test
    void whoMayExecSeesAll() {
        ActionRow row = row(EXEC, Role.ADMIN);
        assertThat(row.detail()).isEqualTo("cat /password");
        assertThat(row.answer()).isEqualTo("no such program");
        assertThat(row.output()).map(ActionOutput::text).contains("secret");
    }

    @Test
    void everybodySeesWhatCameOfTheOthers() {
        ActionRow row = row(new ContainerAction.Kill("SIGHUP"), Role.VIEWER);
        assertThat(row.detail()).isEqualTo("SIGHUP");
        assertThat(row.answer()).isEqualTo("no such program");
    }

    private static ActionRow row(ContainerAction asked, Role role) {
        return ActionRow.of(SampleAction.of(asked), role, SampleAction.AT, ZoneOffset.UTC);
    }
}
