// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;

/**
 * The allowed dependencies between packages. The values of the top package ({@link Call}, {@link
 * Fault}, {@link ReportQuestion}, …) are the module's API and are used everywhere.
 */
@AnalyzeClasses(
    packages = "io.analytix.beam.testing",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String ROOT = "io.analytix.beam.testing";

  @ArchTest static final ArchRule world = only("world");

  @ArchTest static final ArchRule server = only("server");

  @ArchTest static final ArchRule oauth = only("oauth", "server", "world");

  @ArchTest static final ArchRule reports = only("reports", "oauth", "server", "world");

  @ArchTest static final ArchRule metadata = only("metadata", "world");

  @ArchTest static final ArchRule data = only("data", "metadata", "oauth", "server", "world");

  @ArchTest static final ArchRule bulk = only("bulk", "oauth", "server", "world");

  @ArchTest static final ArchRule secrets = only("secrets");

  @ArchTest
  static final ArchRule noCycles = slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  /** The ground truth does not use the product that is tested against it. */
  @ArchTest
  static final ArchRule productIsNotUsed =
      noClasses()
          .should()
          .dependOnClassesThat(
              Predicates.resideInAPackage("io.analytix..")
                  .and(Predicates.resideOutsideOfPackage(ROOT + "..")));

  @ArchTest
  static final ArchRule everyPackageHasItsRule =
      classes()
          .should()
          .resideInAnyPackage(
              ROOT,
              ROOT + ".world",
              ROOT + ".metadata",
              ROOT + ".server",
              ROOT + ".oauth",
              ROOT + ".reports",
              ROOT + ".data",
              ROOT + ".bulk",
              ROOT + ".secrets");

  private static ArchRule only(String name, String... others) {
    List<String> forbidden =
        new ArrayList<>(
            List.of("world", "metadata", "server", "oauth", "reports", "data", "bulk", "secrets"));
    forbidden.remove(name);
    forbidden.removeAll(List.of(others));
    return noClasses()
        .that()
        .resideInAPackage(ROOT + "." + name)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            forbidden.stream().map(each -> ROOT + "." + each).toArray(String[]::new));
  }
}
