// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "0.4, 0 s",
    "89, 89 s",
    "90, 2 min",
    "7139, 119 min",
    "7200, 2 h 0 min",
    "9000, 2 h 30 min",
    "360000, 100 h 0 min"
  })
  void inWords_anyLength_isShortAndRounded(double seconds, String words) {
    assertThat(DurationText.inWords(seconds)).isEqualTo(words);
  }
}
