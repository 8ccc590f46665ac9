// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
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

  /** Coverage depends on outcomes only, neither on Beam nor on files. */
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

  /** The page is a pure function of outcomes and facts, so that it can be recreated at any time. */
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

  /**
   * Only main classes, their checks and the configurations of schema transforms read options, never
   * a step of a pipeline.
   */
  @ArchTest
  static final ArchRule OPTIONS =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.analytix.beam.pipelines", "..pipelines.cli..", "..pipelines.schematransform..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(AnalytixOptions.class);

  /** Schema transforms configure the reads and sinks of others; no code uses them. */
  @ArchTest
  static final ArchRule SCHEMA_TRANSFORMS =
      noClasses()
          .that()
          .resideInAPackage("..pipelines.schematransform..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.analytix.beam.internal..",
              "io.analytix.beam.refresh..",
              "io.analytix.beam.testing..",
              "..pipelines.cli..",
              "..pipelines.storage..",
              "..pipelines.runreport..");

  @ArchTest
  static final ArchRule SCHEMA_TRANSFORMS_ARE_LAST =
      noClasses()
          .that()
          .resideOutsideOfPackage("..pipelines.schematransform..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..pipelines.schematransform..");

  /** Only the demo uses the simulated Google, which is in no image. */
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
      slices().matching("io.analytix.beam.pipelines.(**)").should().beFreeOfCycles();

  /** The command is layered: console, options, the commands, the demo, and the main class. */
  @ArchTest
  static final ArchRule COMMAND_LAYERS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("console")
          .definedBy("..pipelines.cli.console..")
          .layer("options")
          .definedBy("..pipelines.cli.options..")
          .layer("commands")
          .definedBy(
              "..pipelines.cli.run..",
              "..pipelines.cli.plan..",
              "..pipelines.cli.jobs..",
              "..pipelines.cli.reconcile..",
              "..pipelines.cli.query..",
              "..pipelines.cli.reports..",
              "..pipelines.cli.channels..",
              "..pipelines.cli.output..")
          .layer("demo")
          .definedBy("..pipelines.cli.demo..")
          .layer("main")
          .definedBy("io.analytix.beam.pipelines.cli")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("demo")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("commands")
          .mayOnlyBeAccessedByLayers("demo", "main")
          .whereLayer("options")
          .mayOnlyBeAccessedByLayers("commands", "demo", "main")
          .whereLayer("console")
          .mayOnlyBeAccessedByLayers("options", "commands", "demo", "main");

  /** The Parquet sink and the bulk files for BigQuery use the file format; all use the storage. */
  @ArchTest
  static final ArchRule PARQUET_LAYERS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("storage")
          .definedBy("..pipelines.storage..")
          .layer("format")
          .definedBy("..pipelines.parquet.format..")
          .layer("sink")
          .definedBy("io.analytix.beam.pipelines.parquet")
          .whereLayer("sink")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("format")
          .mayOnlyBeAccessedByLayers("sink")
          .whereLayer("storage")
          .mayOnlyBeAccessedByLayers("format", "sink");

  /** The BigQuery sink uses its views, both use SQL; nothing else uses these two. */
  @ArchTest
  static final ArchRule BIGQUERY_LAYERS =
      layeredArchitecture()
          .consideringAllDependencies()
          .layer("sql")
          .definedBy("..pipelines.bigquery.sql..")
          .layer("view")
          .definedBy("..pipelines.bigquery.view..")
          .layer("sink")
          .definedBy("io.analytix.beam.pipelines.bigquery")
          .whereLayer("view")
          .mayOnlyBeAccessedByLayers("sink")
          .whereLayer("sql")
          .mayOnlyBeAccessedByLayers("view", "sink");

  /** Statements and views are text: they call nothing and run in no pipeline. */
  @ArchTest
  static final ArchRule SQL =
      classes()
          .that()
          .resideInAnyPackage("..pipelines.bigquery.sql..", "..pipelines.bigquery.view..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "..pipelines.bigquery.sql..",
              "..pipelines.bigquery.view..",
              "io.analytix.beam.bulk..",
              "io.analytix.beam.outcome..",
              "io.analytix.beam.plan..",
              "io.analytix.beam.report..",
              "io.analytix.beam.row..",
              "java.io..",
              "java.lang..",
              "java.time..",
              "java.util..",
              "org.apache.beam.sdk.schemas..",
              "org.apache.beam.sdk.values..",
              "org.joda.time..",
              "org.jspecify..");

  /** Time comes from a clock that is passed in. */
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
