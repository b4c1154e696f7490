package fairdraw.fairness;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The kind of a file is in its name, and only its kind may touch what it touches. */
class NamesTest {

    private static final JavaClasses SERVICE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(at -> !at.contains("/chain/FairDraw"))
                    .importPackages("fairdraw.fairness");

    @Test
    void only_pg_classes_speak_sql() {
        noClasses()
                .that(not(named("Pg.*")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.vertx.sqlclient..", "java.sql.."))
                .check(SERVICE);
    }

    @Test
    void only_resources_speak_http_and_only_one_class_speaks_grpc() {
        noClasses()
                .that(not(named(".*Resource")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("jakarta.ws.rs.."))
                .check(SERVICE);
        noClasses()
                .that(not(named("FairnessGrpc|CallDeadline")))
                .and(not(resideInAnyPackage("fairdraw.fairness.v1")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.grpc.."))
                .check(SERVICE);
        noClasses()
                .that(not(named("FairnessGrpc|.*Consumer")))
                .and(not(resideInAnyPackage("fairdraw.fairness.v1")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("fairdraw.fairness.v1"))
                .check(SERVICE);
    }

    @Test
    void only_the_room_of_the_chain_knows_its_library() {
        noClasses()
                .that(not(resideInAnyPackage("fairdraw.fairness.chain")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.web3j..", "okhttp3.."))
                .check(SERVICE);
    }

    @Test
    void values_are_plain_java() {
        classes()
                .that(describe("are records", JavaClass::isRecord))
                .and(not(named("Http.*|Pg.*|Chain.*|.*Resource")))
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(
                                "java..",
                                "fairdraw.kernel..",
                                "fairdraw.pf1..",
                                "fairdraw.fairness..",
                                "org.jspecify.."))
                .check(SERVICE);
    }

    @Test
    void the_draw_sees_no_bets() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "fairdraw.games..",
                                "fairdraw.engine..",
                                "fairdraw.gateway..",
                                "fairdraw.backoffice..",
                                "fairdraw.reporting..",
                                "fairdraw.events..",
                                "fairdraw.pf1.verify..",
                                "fairdraw.pf1.lab.."))
                .check(SERVICE);
        // Nothing in the whole service can hold an amount.
        noClasses().should().dependOnClassesThat(named("Money|Currencies")).check(SERVICE);
        noClasses()
                .that(resideInAnyPackage("fairdraw.fairness.draw"))
                .should()
                .dependOnClassesThat(named("Money|RoundSeal"))
                .check(SERVICE);
    }

    private static DescribedPredicate<JavaClass> not(DescribedPredicate<? super JavaClass> other) {
        return describe("not " + other.getDescription(), it -> !other.test(it));
    }

    private static DescribedPredicate<JavaClass> named(String pattern) {
        return describe(pattern, it -> outermost(it).getSimpleName().matches(pattern));
    }

    private static JavaClass outermost(JavaClass inner) {
        return inner.getEnclosingClass().map(NamesTest::outermost).orElse(inner);
    }
}
