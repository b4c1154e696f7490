package fairdraw.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The kind of a file is in its name: what may import frameworks says so. */
class NamesTest {

    /** Ways in and out; what hangs inside them belongs to them. */
    private static final Pattern EDGE =
            Pattern.compile(
                    "(Pg|Redis|Kafka|Chain|Http|Grpc).*"
                            + "|.*(Resource|Grpc|Consumer|Socket|Job|Filter)"
                            + "|RawBody|SessionToken|LocalRates|WalletCatalogue|.*View|GameCatalogue|CurrentCaller");

    private static final Pattern GENERATED = Pattern.compile(".*\\.v1");

    /** Use cases start with a verb. */
    private static final Pattern USE_CASE = Pattern.compile("(Place|Find|Call|Ask)[A-Z].*");

    private static final Set<String> FRAMEWORKS =
            Set.of("io.", "jakarta.", "org.eclipse.", "com.fasterxml.", "com.google.");

    private final JavaClasses gateway =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("fairdraw.gateway");

    @Test
    void values_and_decisions_know_no_framework() {
        classes()
                .that(named(EDGE, USE_CASE).negate())
                .should()
                .onlyDependOnClassesThat(
                        new DescribedPredicate<>("are no frameworks") {
                            @Override
                            public boolean test(JavaClass used) {
                                String name = used.getName();
                                return FRAMEWORKS.stream().noneMatch(name::startsWith)
                                        || name.startsWith(
                                                "org.eclipse.microprofile.openapi.annotations")
                                        || name.startsWith("com.fasterxml.jackson.annotation");
                            }
                        })
                .check(gateway);
    }

    @Test
    void features_depend_on_each_other_in_one_direction() {
        slices().matching("fairdraw.gateway.(*)..").should().beFreeOfCycles().check(gateway);
    }

    private static DescribedPredicate<JavaClass> named(Pattern... patterns) {
        return new DescribedPredicate<>("edges and use cases") {
            @Override
            public boolean test(JavaClass type) {
                JavaClass outer = type;
                while (outer.getEnclosingClass().isPresent()) {
                    outer = outer.getEnclosingClass().get();
                }
                String name = outer.getSimpleName();
                for (Pattern pattern : patterns) {
                    if (pattern.matcher(name).matches()) {
                        return true;
                    }
                }
                return name.equals("package-info")
                        || GENERATED.matcher(type.getPackageName()).matches();
            }
        };
    }
}
