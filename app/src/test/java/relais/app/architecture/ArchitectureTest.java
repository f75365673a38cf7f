package relais.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses SHIPPED =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("relais");

    @Test
    void modulesReachOnlyWhereTheDrawingHasAnArrow() {
        classes()
                .should(
                        adhereToPlantUmlDiagram(
                                Sources.root().resolve("docs/architecture.puml"),
                                consideringOnlyDependenciesInDiagram()))
                .check(SHIPPED);
    }

    @Test
    void noPackageIsPartOfACircle() {
        slices().matching("relais.(**)").should().beFreeOfCycles().check(SHIPPED);
    }

    @Test
    void theSpoolUsesTheJdkAlone() {
        onlyTheJdkAnd("relais.spool..").check(SHIPPED);
    }

    @Test
    void theAgentUsesTheJdkAndTheSpoolAlone() {
        onlyTheJdkAnd("relais.agent..", "relais.spool..").check(SHIPPED);
    }

    @Test
    void theAgentsWayOverRabbitMqNeedsTheAgentAndTheClientAlone() {
        onlyTheJdkAnd("relais.amqp..", "relais.agent..", "com.rabbitmq.client..").check(SHIPPED);
    }

    @Test
    void theSeriesEngineKnowsNeitherHttpNorSql() {
        onlyTheJdkAnd("relais.meter.series..").allowEmptyShould(true).check(SHIPPED);
    }

    private static ArchRule onlyTheJdkAnd(String own, String... others) {
        List<String> allowed =
                new ArrayList<>(List.of("java..", "javax.net.ssl", "org.jspecify..", own));
        allowed.addAll(List.of(others));
        return classes()
                .that()
                .resideInAPackage(own)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(String[]::new));
    }

    @Test
    void aModuleTouchesOnlyTablesOfItsOwnPrefix() {
        Pattern table =
                Pattern.compile(
                        "(?i)\\b(?:from|into|update|join|table|references|on)\\s+"
                                + "(platform|gateway|voice|meter|vault)_[a-z_]+");
        List<String> trespasses = new ArrayList<>();
        int seen = 0;
        for (String module : Sources.MODULES) {
            List<Path> files = new ArrayList<>(Sources.java(module, "main"));
            files.addAll(Sources.under(Sources.root().resolve(module + "/src/main"), ".sql"));
            for (Path file : files) {
                Matcher use = table.matcher(Sources.text(file));
                while (use.find()) {
                    seen++;
                    boolean own = use.group(1).equalsIgnoreCase(module) || module.equals("bench");
                    if (!own) {
                        trespasses.add(Sources.name(file) + ": " + use.group());
                    }
                }
            }
        }
        assertThat(trespasses).isEmpty();
        assertThat(seen).as("table names found at all").isGreaterThan(20);
    }

    @Test
    void noDependencyFloats() {
        String pom = Sources.text(Sources.root().resolve("pom.xml"));
        assertThat(pom)
                .doesNotContain("SNAPSHOT", "LATEST", "RELEASE", "<version>[1", "<version>(");
        for (String module : Sources.MODULES) {
            assertThat(Sources.text(Sources.root().resolve(module + "/pom.xml")))
                    .as("%s takes its versions from the parent", module)
                    .containsOnlyOnce("<version>");
        }
    }
}
