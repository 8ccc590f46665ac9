// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide's page of outcomes: a person may look up whatever stands in the outcomes table. */
final class OutcomesPageTest {
  private static final Path PAGE = Path.of("../src/site/outcomes.md");
  private static final Pattern CODE = Pattern.compile("`([A-Z_]+)`");

  @Test
  void tables_nameEveryStatusThenEveryCauseOnceInTheirOrder() throws IOException {
    assertThat(firstCells())
        .containsExactlyElementsIn(
            Stream.concat(Arrays.stream(Status.values()), Arrays.stream(Cause.values()))
                .map(Enum::name)
                .toList())
        .inOrder();
  }

  private static List<String> firstCells() throws IOException {
    try (Stream<String> lines = Files.lines(PAGE)) {
      return lines
          .filter(line -> line.startsWith("| `"))
          .map(line -> line.substring(1, line.indexOf('|', 1)))
          .flatMap(cell -> CODE.matcher(cell).results())
          .map((MatchResult code) -> code.group(1))
          .toList();
    }
  }
}
