package fairdraw.engine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The kind of a file is in its name (spec 2), and only its kind may touch what it touches. */
class NamesTest {

    private static final JavaClasses ENGINE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("fairdraw.engine");

    private static final DescribedPredicate<JavaClass> CONTRACT =
            resideInAnyPackage("fairdraw.engine.v1");
    private static final DescribedPredicate<JavaClass> WAY_IN =
            named(".+(Grpc|Consumer|Job|Metrics)");
    private static final DescribedPredicate<JavaClass> WAY_OUT =
            named("(Pg|Kafka|Grpc)[A-Z].*|.+Messages|Registration");
    private static final DescribedPredicate<JavaClass> USE_CASE =
            named(
                    "(Adjust|Annul|Book|Check|Commit|Fix|Keep|List|Load|Move|Own|Prove|Queue|Refund|Resume|Run"
                            + "|Settle|Sign|Take|Tell|Write)[A-Z].*|QueuedWork|EngineRandom");

    private static final DescribedPredicate<JavaClass> NOUN =
            describe(
                    "values and decisions",
                    it ->
                            it.getPackageName().startsWith("fairdraw.engine.")
                                    && !CONTRACT.test(it)
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
                                        "javax.crypto..",
                                        "fairdraw.kernel..",
                                        "fairdraw.games..",
                                        "fairdraw.pf1..",
                                        "org.jspecify..")))
                .check(ENGINE);
    }

    /** Others carry a transaction from one statement to the next and see no row of it. */
    @Test
    void only_pg_classes_speak_sql() {
        noClasses()
                .that(describe("are not Pg*", it -> !named("Pg[A-Z].*").test(it)))
                .should()
                .callMethodWhere(
                        describe(
                                "a statement is prepared or run",
                                (JavaCall<?> call) ->
                                        call.getTargetOwner()
                                                        .getPackageName()
                                                        .startsWith("io.vertx.mutiny.sqlclient")
                                                && call.getName()
                                                        .matches("query|prepare|preparedQuery")))
                .check(ENGINE);
        noClasses()
                .that(describe("are not Pg*", it -> !named("Pg[A-Z].*").test(it)))
                .should()
                .dependOnClassesThat(
                        describe(
                                "are rows",
                                it ->
                                        it.getPackageName().contains("vertx")
                                                && it.getSimpleName().matches("Row|RowSet|Tuple")))
                .check(ENGINE);
    }

    @Test
    void only_the_edge_speaks_the_contracts() {
        noClasses()
                .that(
                        describe(
                                "are no edge",
                                it ->
                                        !WAY_IN.test(it)
                                                && !WAY_OUT.test(it)
                                                && !CONTRACT.test(it)
                                                && !named("OwnGame").test(it)))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "fairdraw.engine.v1",
                                "fairdraw.events.v1",
                                "fairdraw.fairness.v1",
                                "io.grpc..",
                                "com.google.protobuf.."))
                .check(ENGINE);
    }

    @Test
    void only_what_asks_fairness_knows_its_contract() {
        noClasses()
                .that(
                        describe(
                                "do not ask fairness",
                                it -> !named("GrpcFairness|Registration|PgGames|OwnGame").test(it)))
                .should()
                .dependOnClassesThat(resideInAnyPackage("fairdraw.fairness.v1"))
                .check(ENGINE);
    }

    @Test
    void features_form_no_cycle() {
        slices().matching("fairdraw.engine.(*)..").should().beFreeOfCycles().check(ENGINE);
    }

    private static DescribedPredicate<JavaClass> named(String pattern) {
        return describe(pattern, it -> outermost(it).getSimpleName().matches(pattern));
    }

    private static JavaClass outermost(JavaClass inner) {
        return inner.getEnclosingClass().map(NamesTest::outermost).orElse(inner);
    }
}
