package io.portreeve.cloud;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.portreeve.cloud.platform.DatabaseException;
import io.portreeve.cloud.platform.SqlWork;
import io.portreeve.cloud.platform.Trespasser;
import io.portreeve.cloud.platform.boundary.AppDataSource;
import io.portreeve.cloud.platform.boundary.SystemDatabase;
import io.portreeve.cloud.platform.boundary.TenantDatabase;
import io.portreeve.cloud.web.TrespasserAtADoor;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceContext;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RoomsTest {
    private static final String CLOUD = "io.portreeve.cloud.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.portreeve.cloud");

    /** Which rooms a room may import; in the order in which they build on each other. */
    private static final Map<String, Set<String>> ROOMS = Map.of(
            "platform", Set.of(),
            "audit", Set.of("platform"),
            "tenancy", Set.of("platform", "audit"),
            "identity", Set.of("platform", "audit", "tenancy"),
            "fleet", Set.of("platform", "audit", "tenancy"),
            "telemetry", Set.of("platform", "tenancy", "fleet"),
            "events", Set.of("platform", "tenancy", "fleet"),
            "logs", Set.of("platform", "tenancy", "fleet"),
            "actions", Set.of("platform", "audit", "tenancy", "fleet"));

    private static final Set<String> DOORS = Set.of("gateway", "api", "web", "jobs");

    @TestFactory
    Stream<DynamicTest> roomsImportOnlyTheRoomsBelowThem() {
        return ROOMS.entrySet().stream()
                .map(room -> DynamicTest.dynamicTest(
                        room.getKey(),
                        () -> buildsOnlyOn(room.getKey(), room.getValue()).check(CLASSES)));
    }

    private static ArchRule buildsOnlyOn(String room, Set<String> below) {
        String[] forbidden = Stream.concat(ROOMS.keySet().stream(), DOORS.stream())
                .filter(other -> !other.equals(room) && !below.contains(other))
                .map(RoomsTest::within)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(within(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .because("a room builds only on the rooms below it, and on no door");
    }

    @TestFactory
    Stream<DynamicTest> onlyRootAndBoundaryOfARoomAreSeenFromOutside() {
        return ROOMS.keySet().stream()
                .map(room -> DynamicTest.dynamicTest(
                        room, () -> keepsItsInsideToItself(room).check(CLASSES)));
    }

    private static ArchRule keepsItsInsideToItself(String room) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(within(room))
                .should()
                .dependOnClassesThat(resideInAPackage(within(room))
                        .and(not(resideInAnyPackage(CLOUD + room, CLOUD + room + ".boundary"))))
                .because("how a room works is its own affair");
    }

    @TestFactory
    Stream<DynamicTest> doorsDoNotKnowEachOther() {
        return DOORS.stream()
                .map(door -> DynamicTest.dynamicTest(
                        door, () -> knowsNoOtherDoor(door).check(CLASSES)));
    }

    private static ArchRule knowsNoOtherDoor(String door) {
        return noClasses()
                .that()
                .resideInAPackage(within(door))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DOORS.stream()
                        .filter(other -> !other.equals(door))
                        .map(RoomsTest::within)
                        .toArray(String[]::new))
                .because("what two doors share belongs into a room");
    }

    /** A control's method may be handed a connection; what is done with one is the control's affair. */
    @Test
    void onlyControlsWorkOnTheDatabase() {
        leavesTheDatabaseToControls().check(CLASSES);
    }

    private static ArchRule leavesTheDatabaseToControls() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("..control..", "..entity..")
                .and(not(belongToAnyOf(
                        AppDataSource.class,
                        DatabaseException.class,
                        SqlWork.class,
                        SystemDatabase.class,
                        TenantDatabase.class)))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..")
                        .or(belongToAnyOf(EntityManager.class, EntityManagerFactory.class, PersistenceContext.class)))
                .because("SQL and JPA stand in the control packages, where a change of the schema finds them");
    }

    @Test
    void rulesAreBrokenByAClassThatBreaksThem() {
        JavaClasses trespasser = new ClassFileImporter().importClasses(Trespasser.class);
        assertThat(buildsOnlyOn("platform", Set.of()).evaluate(trespasser).hasViolation())
                .isTrue();
        assertThat(keepsItsInsideToItself("telemetry").evaluate(trespasser).hasViolation())
                .isTrue();
        assertThat(leavesTheDatabaseToControls().evaluate(trespasser).hasViolation())
                .isTrue();
        assertThat(knowsNoOtherDoor("web")
                        .evaluate(new ClassFileImporter().importClasses(TrespasserAtADoor.class))
                        .hasViolation())
                .isTrue();
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.portreeve.cloud.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyPackageBelongsToARoomOrADoor() {
        Set<String> tops = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.substring(CLOUD.length()).split("\\.", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(ROOMS.keySet());
        known.addAll(DOORS);
        assertThat(known).containsAll(tops);
    }

    @Test
    void everyPackageSaysWhatItIs() {
        Set<String> silent = CLASSES.stream()
                .map(JavaClass::getPackage)
                .filter(each -> !each.getClasses().isEmpty())
                .filter(each -> each.tryGetPackageInfo().isEmpty())
                .map(JavaPackage::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(silent).isSubsetOf(packagesWithInfoSource());
    }

    /** A package-info without annotations leaves no class file, so the sources are asked. */
    private static Set<String> packagesWithInfoSource() {
        return CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> java.nio.file.Files.exists(
                        java.nio.file.Path.of("src/main/java", name.replace('.', '/'), "package-info.java")))
                .collect(Collectors.toSet());
    }

    private static String within(String name) {
        return CLOUD + name + "..";
    }
}
