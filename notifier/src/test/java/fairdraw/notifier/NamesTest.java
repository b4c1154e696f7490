package fairdraw.notifier;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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
                    .importPackages("fairdraw.notifier");

    private static final DescribedPredicate<JavaClass> WAY_IN =
            named(".+(Resource|Socket|Consumer|Filter|Job)");
    private static final DescribedPredicate<JavaClass> WAY_OUT = named("(Http|Redis)[A-Z].*");
    private static final DescribedPredicate<JavaClass> USE_CASE = named("(Follow|End)[A-Z].*");

    private static final DescribedPredicate<JavaClass> NOUN =
            describe(
                    "values and decisions",
                    it ->
                            it.getPackageName().startsWith("fairdraw.notifier")
                                    && !WAY_IN.test(it)
                                    && !WAY_OUT.test(it)
                                    && !USE_CASE.test(it)
                                    && !named("package-info").test(it));

    @Test
    void values_and_decisions_are_plain_java() {
        classes()
                .that(NOUN)
                .should()
                .onlyDependOnClassesThat(
                        NOUN.or(
                                resideInAnyPackage(
                                        "java..", "fairdraw.kernel..", "org.jspecify..")))
                .check(SERVICE);
    }

    @Test
    void only_consumers_read_topics_and_their_contracts() {
        noClasses()
                .that(describe("are no consumers", it -> !named(".+Consumer").test(it)))
                .should()
                .dependOnClassesThat(resideInAnyPackage("fairdraw.events.v1", "org.apache.kafka.."))
                .check(SERVICE);
    }

    @Test
    void only_ways_in_and_out_speak_http() {
        noClasses()
                .that(describe("are inside", it -> !WAY_IN.test(it) && !WAY_OUT.test(it)))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "jakarta.ws.rs..", "java.net.http..", "io.quarkus.websockets.."))
                .check(SERVICE);
    }

    @Test
    void features_form_no_cycle() {
        slices().matching("fairdraw.notifier.(*)..").should().beFreeOfCycles().check(SERVICE);
    }

    private static DescribedPredicate<JavaClass> named(String pattern) {
        return describe(pattern, it -> outermost(it).getSimpleName().matches(pattern));
    }

    private static JavaClass outermost(JavaClass inner) {
        return inner.getEnclosingClass().map(NamesTest::outermost).orElse(inner);
    }
}
