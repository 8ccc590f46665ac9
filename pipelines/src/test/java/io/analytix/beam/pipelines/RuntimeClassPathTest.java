// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jars of the command. An importer gets those that are not optional. */
final class RuntimeClassPathTest {
  private static final Pattern JAR = Pattern.compile("(.+?)-(v?\\d[\\w.-]*)\\.jar");

  /** Parts of each are released together, and may fail beside parts of another version. */
  private static final List<String> FAMILIES =
      List.of("grpc-(?!google)", "netty-", "protobuf-java", "jackson-(core|databind)", "parquet-");

  private static final List<String> UNWANTED =
      List.of(
          "wiremock",
          "analytix-beam-testing",
          "testlib",
          "junit",
          "truth",
          "duckdb",
          "apicurio",
          "wire-",
          "kotlin",
          "netty-shaded",
          "tcnative",
          "bigtable",
          "spanner",
          "firestore");

  @Test
  void jars_areFewAndSmall() throws IOException {
    // Maven's own phases name the library as a jar or as a folder.
    List<Path> libraries =
        jars().stream()
            .filter(jar -> !jar.getFileName().toString().startsWith("analytix"))
            .toList();
    long bytes = 0;
    for (Path jar : libraries) {
      bytes += Files.size(jar);
    }

    assertThat(libraries.size()).isAtMost(138);
    assertThat(bytes).isAtMost(108L << 20);
  }

  @Test
  void jars_areNeededInProduction() throws IOException {
    assertThat(names().filter(jar -> UNWANTED.stream().anyMatch(jar::contains)).toList()).isEmpty();
  }

  @Test
  void jars_ofOneFamily_haveOneVersion() throws IOException {
    for (String family : FAMILIES) {
      Set<String> versions = new TreeSet<>();
      artifacts()
          .filter(jar -> Pattern.compile("^" + family).matcher(jar.group(1) + "-").find())
          .forEach(jar -> versions.add(jar.group(2)));

      assertWithMessage(family).that(versions).hasSize(1);
    }
  }

  @Test
  void jars_haveNoListedVulnerability() throws IOException {
    List<String[]> advisories =
        Files.readAllLines(Path.of("../src/build/advisories.csv")).stream()
            .filter(line -> !line.startsWith("#"))
            .skip(1)
            .map(line -> line.split(","))
            .toList();

    assertThat(advisories).isNotEmpty();
    for (String[] advisory : advisories) {
      Pattern artifact = Pattern.compile(advisory[0].replace("*", ".*"));
      Version fixed = Version.parse(advisory[1]);
      assertWithMessage(advisory[2])
          .that(
              artifacts()
                  .filter(jar -> artifact.matcher(jar.group(1)).matches())
                  .filter(jar -> Version.parse(jar.group(2)).compareTo(fixed) < 0)
                  .map(MatchResult::group)
                  .toList())
          .isEmpty();
    }
  }

  private static Stream<MatchResult> artifacts() throws IOException {
    return names().flatMap(jar -> JAR.matcher(jar).results());
  }

  private static Stream<String> names() throws IOException {
    return jars().stream().map(jar -> jar.getFileName().toString());
  }

  private static List<Path> jars() throws IOException {
    String path = Files.readString(Path.of("target/runtime-classpath")).strip();
    return Stream.of(path.split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .map(Path::of)
        .toList();
  }
}
