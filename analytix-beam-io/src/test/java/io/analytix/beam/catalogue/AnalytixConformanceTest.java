// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The mode {@code analytix} against recorded verdicts of analytix 5.5.0. */
final class AnalytixConformanceTest {
  private static final List<ConformanceCase> CASES = ConformanceCase.all();

  @Test
  void analytix_recordedCases_areJudgedAlike() {
    for (ConformanceCase one : CASES) {
      Verdict verdict = Catalogue.analytix().check(one.query());
      assertWithMessage("%s %s", one.id(), one.query())
          .that(ConformanceCase.Answer.of(verdict))
          .isEqualTo(one.analytix());
      if (!one.offending().isEmpty()) {
        assertWithMessage("%s %s", one.id(), one.query())
            .that(Set.copyOf(verdict.violations().get(0).names()))
            .isEqualTo(one.offending());
      }
    }
    assertThat(CASES.size()).isAtLeast(600);
  }
}
