package fairdraw.reporting;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import org.junit.jupiter.api.Test;

/** The kind of a file is in its name, and only its kind may touch what it touches. */
class NamesTest {

    private static final JavaClasses SERVICE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("fairdraw.reporting");

    private static final DescribedPredicate<JavaClass> WAY_IN =
            named(".*(Resource|Filter|Job|Consumer|Mappers)");
    private static final DescribedPredicate<JavaClass> WAY_OUT =
            named("(Pg|Grpc|Kafka).*|.*(Row|Columns)");
    private static final DescribedPredicate<JavaClass> USE_CASE =
            describe("use cases", it -> outermost(it).isAnnotatedWith(ApplicationScoped.class));

    private static final DescribedPredicate<JavaClass> NOUN =
            describe(
                    "values and decisions",
                    it ->
                            it.getPackageName().startsWith("fairdraw.reporting")
                                    && !it.getPackageName().endsWith(".ui")
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
                                        "java..",
                                        "fairdraw.kernel..",
                                        "fairdraw.games..",
                                        "fairdraw.pf1..",
                                        "org.jspecify..")))
                .check(SERVICE);
    }

    @Test
    void only_ways_in_speak_http() {
        noClasses()
                .that(describe("are no way in", it -> !WAY_IN.test(it) && !isPage(it)))
                .should()
                .dependOnClassesThat(resideInAnyPackage("jakarta.ws.rs.."))
                .check(SERVICE);
    }

    @Test
    void features_form_no_cycle() {
        SlicesRuleDefinition.slices()
                .matching("fairdraw.reporting.(*)..")
                .should()
                .beFreeOfCycles()
                .check(SERVICE);
    }

    private static boolean isPage(JavaClass it) {
        return it.getPackageName().endsWith(".ui");
    }

    private static DescribedPredicate<JavaClass> named(String pattern) {
        return describe(pattern, it -> outermost(it).getSimpleName().matches(pattern));
    }

    private static JavaClass outermost(JavaClass inner) {
        return inner.getEnclosingClass().map(NamesTest::outermost).orElse(inner);
    }
}
