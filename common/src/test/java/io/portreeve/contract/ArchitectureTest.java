package io.portreeve.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.portreeve.contract", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule EACH_PACKAGE_KNOWS_ONLY_THOSE_BELOW = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("protocol")
            .definedBy("io.portreeve.contract.protocol..")
            .layer("sample")
            .definedBy("io.portreeve.contract.sample..")
            .layer("event")
            .definedBy("io.portreeve.contract.event..")
            .layer("log")
            .definedBy("io.portreeve.contract.log..")
            .layer("action")
            .definedBy("io.portreeve.contract.action..")
            .layer("release")
            .definedBy("io.portreeve.contract.release..")
            .layer("message")
            .definedBy("io.portreeve.contract.message..")
            .layer("codec")
            .definedBy("io.portreeve.contract.codec..")
            .whereLayer("codec")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("message")
            .mayOnlyBeAccessedByLayers("codec")
            .whereLayer("release")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("sample")
            .mayOnlyBeAccessedByLayers("message", "codec")
            .whereLayer("action")
            .mayOnlyBeAccessedByLayers("message", "codec")
            .whereLayer("log")
            .mayOnlyBeAccessedByLayers("message", "codec")
            .whereLayer("event")
            .mayOnlyBeAccessedByLayers("message", "codec");

    @ArchTest
    static final ArchRule ONLY_THE_CODEC_KNOWS_JSON = noClasses()
            .that()
            .resideOutsideOfPackage("io.portreeve.contract.codec..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml..")
            .because("how a message becomes bytes is the codec's");
}
