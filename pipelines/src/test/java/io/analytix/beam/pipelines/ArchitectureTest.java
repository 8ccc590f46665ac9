// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.analytix.beam.pipelines",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  /** The sink knows rows and outcomes, not who fetched them for whom, nor any option. */
  @ArchTest
  static final ArchRule SINK =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..pipelines.parquet..", "..pipelines.bigquery..", "..pipelines.output..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.analytix.beam.internal..",
              "io.analytix.beam.refresh..",
              "io.analytix.beam.testing..",
              "..pipelines.cli..",
              "io.analytix.beam.pipelines");

  /** Coverage is counted from outcomes alone: neither Beam nor files nor what made the run. */
  @ArchTest
  static final ArchRule COVERAGE =
      classes()
          .that()
          .resideInAPackage("..pipelines.coverage..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "..pipelines.coverage..",
              "io.analytix.beam.outcome..",
              "io.analytix.beam.plan..",
              "io.analytix.beam.report..",
              "java.lang..",
              "java.time..",
              "java.util..",
              "org.jspecify..");

  /**
   * The page is a pure function of outcomes and facts, so that it can be made again at any time.
   */
  @ArchTest
  static final ArchRule RUN_REPORT =
      noClasses()
          .that()
          .resideInAPackage("..pipelines.runreport..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.beam..",
              "io.analytix.beam.internal..",
              "io.analytix.beam.refresh..",
              "io.analytix.beam.channel..",
              "..pipelines.cli..",
              "io.analytix.beam.pipelines");

  /** Options are read by main classes and by what checks them, never by a step of a pipeline. */
  @ArchTest
  static final ArchRule OPTIONS =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.analytix.beam.pipelines", "..pipelines.cli..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(AnalytixOptions.class);

  /** Only the demo lives off the simulated Google, which is in no image. */
  @ArchTest
  static final ArchRule SIMULATION =
      noClasses()
          .that()
          .resideOutsideOfPackage("..pipelines.cli.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.analytix.beam.testing..");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.analytix.beam.pipelines.(*)..").should().beFreeOfCycles();

  /** Time is handed in, by what a command finds around it. */
  @ArchTest
  static final ArchRule CLOCK =
      noClasses()
          .that()
          .doNotHaveSimpleName("CliEnvironment")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now", java.time.ZoneId.class)
          .orShould()
          .callMethod(Thread.class, "sleep", long.class);
}
