package fairdraw.operatorkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.enterprise.context.ApplicationScoped;
import org.junit.jupiter.api.Test;

/** The kind of a file is in its name, and only its kind may touch what it touches. */
class NamesTest {

    private static final JavaClasses KIT =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("fairdraw.operatorkit");

    private static final DescribedPredicate<JavaClass> PG = named("Pg.*");
    private static final DescribedPredicate<JavaClass> TESTER =
            resideInAnyPackage("fairdraw.operatorkit.tester..");
    private static final DescribedPredicate<JavaClass> WAY_IN = named(".*(Resource|Filter)");

    private static final DescribedPredicate<JavaClass> NOUN =
            describe(
                    "values and decisions",
                    it ->
                            it.getPackageName().startsWith("fairdraw.operatorkit")
                                    && !TESTER.test(it)
                                    && !PG.test(it)
                                    && !WAY_IN.test(it)
                                    && !named("Http.*").test(it)
                                    && !named("package-info").test(it)
                                    && !outermost(it).isAnnotatedWith(ApplicationScoped.class));

    @Test
    void values_and_decisions_are_plain_java() {
        classes()
                .that(NOUN)
                .should()
                .onlyDependOnClassesThat(
                        NOUN.or(
                                resideInAnyPackage(
                                        "java..", "fairdraw.kernel..", "org.jspecify..")))
                .check(KIT);
    }

    @Test
    void the_tester_is_a_plain_program_that_knows_no_wallet() {
        classes()
                .that(TESTER)
                .should()
                .onlyDependOnClassesThat(
                        TESTER.or(
                                resideInAnyPackage(
                                        "java..",
                                        "javax.xml..",
                                        "com.sun.net.httpserver..",
                                        "com.fasterxml.jackson..",
                                        "picocli..",
                                        "fairdraw.kernel..",
                                        "org.jspecify..")))
                .check(KIT);
    }

    @Test
    void only_pg_classes_speak_sql() {
        noClasses()
                .that(describe("are not Pg*", it -> !PG.test(it)))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql.."))
                .check(KIT);
    }

    @Test
    void only_ways_in_speak_http() {
        noClasses()
                .that(describe("are no way in", it -> !WAY_IN.test(it)))
                .should()
                .dependOnClassesThat(resideInAnyPackage("jakarta.ws.rs.."))
                .check(KIT);
    }

    private static DescribedPredicate<JavaClass> named(String pattern) {
        return describe(pattern, it -> outermost(it).getSimpleName().matches(pattern));
    }

    private static JavaClass outermost(JavaClass inner) {
        return inner.getEnclosingClass().map(NamesTest::outermost).orElse(inner);
    }
}
