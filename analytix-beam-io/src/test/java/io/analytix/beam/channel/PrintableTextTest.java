// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;

final class PrintableTextTest {
  @Test
  void of_unsafeCharacters_replacesEach() {
    assertThat(PrintableText.of("a\u001b[31m\r\n\t\u009b\u202e\u2028\u00e9\uD83C\uDFB8"))
        .isEqualTo("a?[31m??????\u00e9\uD83C\uDFB8");
  }

  @Test
  void ofLines_unsafeCharacters_keepsLineBreaksAndTabs() {
    assertThat(PrintableText.ofLines("a,\u001b[2J\r\nb\tc\rd\u007f\n"))
        .isEqualTo("a,?[2J\r\nb\tc?d?\n");
  }
}
