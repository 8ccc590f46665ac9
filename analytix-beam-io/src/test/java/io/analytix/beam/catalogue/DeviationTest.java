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
 * The page of deviations, and that nothing differs from analytix but for them. Run with {@code
 * -Dapprove=true} to write the page anew.
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
      # Queries are judged otherwise than by analytix where it is known better

      **Decision.** `Catalogue.current()` judges by the report types of analytix 5.5.0 with the corrections below;
      `Catalogue.analytix()` has none of them, and reproduces analytix's verdicts.

      **Why.** analytix knows the API of about 2023 and was never checked against it as a whole. Where the documentation
      or a live answer says otherwise, a query would be refused that works, or sent that does not.

      **Consequences.** What the API refuses is a violation; what it answers otherwise than one would think is valid
      with a warning, and a pipeline's own reports are refused for it. Each correction can be left out by itself: so the
      tests find, for every recorded case that is judged otherwise, the corrections without which both agree. Of %d
      recorded cases %d are judged alike, in verdict, report type, first error, metrics and dates; the last column
      counts the others, a case with several corrections several times.

      This page is made of `Deviation.java` by `DeviationTest`.

      | deviation | analytix 5.5.0 | here | why | cases |
      |---|---|---|---|---|""";
}
