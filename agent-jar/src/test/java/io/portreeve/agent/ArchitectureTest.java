package io.portreeve.agent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.portreeve.contract.message.EnrolmentRequest;
import io.portreeve.contract.message.EnrolmentResponse;
import java.util.Arrays;
import java.util.stream.Stream;

@AnalyzeClasses(packages = "io.portreeve.agent", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule CONFIG = room("config").mayImport();

    @ArchTest
    static final ArchRule DOCKER = room("docker").mayImport("config", "usage");

    @ArchTest
    static final ArchRule HOST = room("host").mayImport("config", "usage");

    @ArchTest
    static final ArchRule ENROL = room("enrol").mayImport("config", "network");

    @ArchTest
    static final ArchRule NETWORK = room("network").mayImport("config");

    @ArchTest
    static final ArchRule DOCTOR = room("doctor").mayImport("config", "docker", "host", "enrol", "network", "usage");

    @ArchTest
    static final ArchRule EVENT = room("event").mayImport("docker", "state");

    @ArchTest
    static final ArchRule USAGE = room("usage").mayImport();

    @ArchTest
    static final ArchRule STATE = room("state").mayImport();

    @ArchTest
    static final ArchRule LOGS = room("logs").mayImport("collect", "config", "docker", "state");

    @ArchTest
    static final ArchRule SPOOL = room("spool").mayImport("config");

    @ArchTest
    static final ArchRule COLLECT = room("collect").mayImport("config", "docker", "event", "host", "usage");

    @ArchTest
    static final ArchRule COMMAND = room("command").mayImport("config", "docker");

    @ArchTest
    static final ArchRule UPDATE = room("update").mayImport("command", "config", "network");

    @ArchTest
    static final ArchRule LINK =
            room("link").mayImport("config", "enrol", "collect", "docker", "event", "logs", "network", "spool");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.portreeve.agent.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_LINK_KNOWS_MESSAGES = noClasses()
            .that()
            .resideOutsideOfPackage("io.portreeve.agent.link..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.portreeve.contract.message..", "io.portreeve.contract.codec..")
                    .and(JavaClass.Predicates.type(EnrolmentRequest.class)
                            .or(JavaClass.Predicates.type(EnrolmentResponse.class))
                            .negate()))
            .because("what is said to the cloud is link's alone, save the request that enrols");

    @ArchTest
    static final ArchRule ONLY_DOCKER_SPEAKS_TO_THE_ENGINE = noClasses()
            .that()
            .resideOutsideOfPackage("io.portreeve.agent.docker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.github.dockerjava..")
            .because("the engine's formats and moods are docker's to know");

    @ArchTest
    static final ArchRule ONLY_MAIN_READS_THE_ENVIRONMENT = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.portreeve.agent.Main")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .because("configuration is one record, read once");

    private static Room room(String name) {
        return new Room(name);
    }

    private record Room(String name) {
        ArchRule mayImport(String... rooms) {
            String[] allowed = Stream.concat(Stream.of(name), Arrays.stream(rooms))
                    .map(room -> "io.portreeve.agent." + room + "..")
                    .toArray(String[]::new);
            return noClasses()
                    .that()
                    .resideInAPackage("io.portreeve.agent." + name + "..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("io.portreeve.agent..").and(resideOutsideOfPackages(allowed)))
                    .because(name + " may import of the agent only " + Arrays.toString(rooms));
        }
    }
}
