package fairdraw.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The kind of a file is in its name (spec 2), and the core knows no framework. */
class ArchitectureTest {

    private static final JavaClasses ENGINE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("fairdraw.engine");

    /** Ways in and out, and use cases by their verb. */
    private static final Pattern NOT_CORE =
            Pattern.compile(
                    "(Pg|Grpc|Kafka)[A-Z].*|.*(Grpc|Consumer|Job|Messages|Metrics|Exception)"
                            + "|(Commit|Fix|List|Load|Move|Own|Prove|Queued|Run|Settle|Sign|Take"
                            + "|Tell|Write)[A-Z].*|EngineRandom|Registration|TicketMessages");

    @Test
    void values_and_decisions_know_no_framework() {
        classes()
                .that(DescribedPredicate.describe("are the core", ArchitectureTest::isCore))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "org.jspecify..",
                        "fairdraw.kernel..",
                        "fairdraw.games..",
                        "fairdraw.pf1..",
                        "fairdraw.engine..")
                .check(ENGINE);
    }

    @Test
    void packages_have_no_cycle() {
        slices().matching("fairdraw.engine.(*)..").should().beFreeOfCycles().check(ENGINE);
    }

    private static boolean isCore(JavaClass type) {
        var top = type.getName().replaceAll(".*\\.", "").replaceAll("\\$.*", "");
        return type.getPackageName().startsWith("fairdraw.engine.")
                && !type.getPackageName().equals("fairdraw.engine.v1")
                && !top.equals("package-info")
                && !NOT_CORE.matcher(top).matches();
    }
}
