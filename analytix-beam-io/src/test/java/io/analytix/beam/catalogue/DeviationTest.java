// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The page of deviations lists every difference from analytix. Run with {@code -Dapprove=true} to
 * regenerate the page.
 */
final class DeviationTest {
  private static final Path PAGE =
      Path.of("..", "src", "site", "decisions", "0006-correct-the-rules-of-analytix.md");

  private static final List<ConformanceCase> CASES = ConformanceCase.kept();

  @Test
  void current_everyDifferenceFromAnalytix_belongsToADeviationOfThePage() throws IOException {
    Differences differences = new Differences();
    Map<Deviation, Integer> touched = new EnumMap<>(Deviation.class);
    int alike = 0;
    for (ConformanceCase one : CASES) {
      Set<Deviation> given = differences.of(one);
      assertWithMessage(one.id())
          .that(differences.agree(one, EnumSet.complementOf(EnumSet.copyOf(given))))
          .isTrue();
      alike += given.isEmpty() ? 1 : 0;
      given.forEach(deviation -> touched.merge(deviation, 1, Integer::sum));
    }
    String page = page(alike, touched);
    if (Boolean.getBoolean("approve")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private static String page(int alike, Map<Deviation, Integer> touched) {
    List<String> lines = new ArrayList<>(List.of(HEAD.formatted(CASES.size(), alike)));
    for (Deviation deviation : Deviation.values()) {
      lines.add(
          "| `%s` | %s | %s | %s | %d |"
              .formatted(
                  deviation,
                  deviation.analytix(),
                  deviation.here(),
                  deviation.reason(),
                  touched.getOrDefault(deviation, 0)));
    }
    return String.join("\n", lines) + "\n";
  }

  private static final String HEAD =
      """
      # 6. Correct the rules of analytix

      Status: accepted, 2026-11-24

      ## Context

      analytix describes the API of about 2023 and was never checked against it as a whole. Where the documentation or a live
      response differs, analytix refuses queries that work, or sends queries that fail.

      ## Decision

      `Catalogue.current()` validates with the report types of analytix 5.5.0 and the corrections below. `Catalogue.analytix()`
      has none of them and reproduces analytix's verdicts.

      ## Consequences

      - A query that the API refuses is a violation. A query that the API answers differently from what one would expect is valid
        with a warning; for a pipeline's custom reports it is refused.
      - Each correction can be left out on its own. For every recorded case with a different verdict, the tests find the corrections
        without which both verdicts agree. Of %d recorded cases, %d have the same verdict, report type, first error, metrics and
        dates. The last column counts the others; a case with several corrections counts once for each.

      `DeviationTest` generates this page from `Deviation.java`.

      | deviation | analytix 5.5.0 | here | why | cases |
      |---|---|---|---|---|""";
}
