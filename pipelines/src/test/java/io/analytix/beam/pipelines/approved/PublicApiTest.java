// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.approved;

import static com.google.common.truth.Truth.assertThat;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The public API: the types that users compile against. Other public types are internal. */
final class PublicApiTest {
  private static final String ROOT = "io.analytix.beam";
  private static final String TESTING = ROOT + ".testing";
  private static final String PIPELINES = ROOT + ".pipelines";

  /** Only their names matter here, so what they use is not looked for. */
  private static final JavaClasses CLASSES =
      ArchConfiguration.withThreadLocalScope(
          configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT);
          });

  /** {@code truth} is test code, which {@code mvn verify} finds in a jar and not in a folder. */
  @Test
  void library_isAsApproved() throws IOException {
    ApprovedText.at("analytix-beam-io/public-api.txt")
        .assertSays(
            PublicApi.of(
                types(
                    resideInAPackage(ROOT + "..")
                        .and(
                            resideOutsideOfPackages(
                                TESTING + "..",
                                PIPELINES + "..",
                                ROOT + ".internal..",
                                ROOT + ".truth..")))));
  }

  /** The packages below the top one implement it. */
  @Test
  void simulatedGoogle_isAsApproved() throws IOException {
    ApprovedText.at("src/simulated-google/public-api.txt")
        .assertSays(PublicApi.of(types(resideInAPackage(TESTING))));
  }

  /**
   * Of the command, only the options and exit codes are promised; of the schema transforms, their
   * identifiers and configurations, which {@code GuideTest} approves.
   */
  @Test
  void pipelines_areAsApproved() throws IOException {
    ApprovedText.at("pipelines/public-api.txt")
        .assertSays(
            PublicApi.of(
                types(
                    resideInAPackage(PIPELINES + "..")
                        .and(
                            resideOutsideOfPackages(
                                PIPELINES + ".cli..",
                                PIPELINES + ".schematransform..",
                                PIPELINES + ".storage..",
                                PIPELINES + ".bigquery.sql..",
                                PIPELINES + ".bigquery.view..",
                                PIPELINES + ".parquet.format..")))));
  }

  @Test
  void text_ofEveryKindOfMember_saysWhatCanBeNamed() {
    assertThat(PublicApi.of(PublicApiSample.types()))
        .isEqualTo(
            """
            public final class pipelines.approved.PublicApiSample
              public static Stream<Class<?>> types()

            public record pipelines.approved.PublicApiSample.Box<T>(List<T> content, int size) implements Serializable
              public <X extends Exception> T open(Supplier<? super X>, String...) throws X
              public <new>(List<T>)

            public enum pipelines.approved.PublicApiSample.Colour
              public static final pipelines.approved.PublicApiSample.Colour BLUE

            public abstract class pipelines.approved.PublicApiSample.Inherited<T extends Number> extends pipelines.approved.PublicApiSample.Hidden
              protected final int depth
              public <new>()
              public void seenThroughWhatInheritsIt()

            public sealed interface pipelines.approved.PublicApiSample.Lid
              public abstract void close()

            public final class pipelines.approved.PublicApiSample.Screw implements pipelines.approved.PublicApiSample.Lid
              public <new>()
              public void close()
            """);
  }

  private static Stream<Class<?>> types(DescribedPredicate<JavaClass> choice) {
    return CLASSES.stream().filter(choice).map(JavaClass::reflect);
  }
}
