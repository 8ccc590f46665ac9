// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.catalogue.ConformanceCase.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** {@link Catalogue#analytix} against recorded verdicts of analytix 5.5.0. */
final class AnalytixConformanceTest {
  private static final String MORE_CASES = "conformance";

  @Test
  void analytix_plainImplementation_agreesOnTheRecordedCases() {
    PlainAnalytix plain = new PlainAnalytix();
    for (ConformanceCase one : ConformanceCase.kept()) {
      assertWithMessage(one.id()).that(plain.judge(one.query())).isEqualTo(one.analytix());
    }
  }

  @Test
  void analytix_recordedCases_haveTheRecordedResults() {
    List<ConformanceCase> cases = ConformanceCase.kept();
    cases.forEach(AnalytixConformanceTest::assertJudgedAlike);
    assertThat(cases).hasSize(600);
    assertThat(cases.stream().filter(one -> one.analytix().valid()).toList()).hasSize(300);
  }

  /** Run with {@code -Dconformance=FILE}, of the form of {@code conformance-dev.jsonl}. */
  @Test
  @EnabledIfSystemProperty(named = MORE_CASES, matches = ".+")
  void analytix_casesOfAnotherFile_haveTheRecordedResults() throws IOException {
    List<ConformanceCase> cases = ConformanceCase.of(Path.of(System.getProperty(MORE_CASES)));
    cases.forEach(AnalytixConformanceTest::assertJudgedAlike);
    assertThat(cases).isNotEmpty();
  }

  private static void assertJudgedAlike(ConformanceCase one) {
    CheckResult verdict = Catalogue.analytix().check(one.query());
    String told = one.id() + " " + one.query();
    assertWithMessage(told).that(Answer.of(verdict)).isEqualTo(one.analytix());
    if (!one.offending().isEmpty()) {
      assertWithMessage(told)
          .that(Set.copyOf(verdict.violations().get(0).names()))
          .isEqualTo(one.offending());
    }
  }
}
