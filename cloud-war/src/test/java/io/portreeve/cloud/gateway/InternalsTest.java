package io.portreeve.cloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InternalsTest {
    private static class Base {
        Object next;
    }

    private static final class Part extends Base {
        String name;

        Part(String name) {
            this.name = name;
        }
    }

    @Test
    void pathLeadsFromFieldToFieldAlsoToInheritedOnes() throws Exception {
        Part first = new Part("first");
        Part second = new Part("second");
        Internals.set(first, "next", second);
        assertThat(first.next).isSameAs(second);
        assertThat(Internals.get(first, "next", "name")).isEqualTo("second");
        Internals.set(second, "name", null);
        assertThat(second.name).isNull();
        assertThatThrownBy(() -> Internals.get(first, "next", "name")).isInstanceOf(NoSuchFieldException.class);
    }

    @Test
    void fieldThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Internals.get(new Part("first"), "previous"))
                .isInstanceOf(NoSuchFieldException.class)
                .hasMessageEndingWith("Part.previous");
    }
}
