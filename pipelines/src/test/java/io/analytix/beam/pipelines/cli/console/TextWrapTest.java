// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;

final class TextWrapTest {
  @Test
  void wrap_longLists_breaksAfterCommas() {
    assertThat(TextWrap.wrap("channel_daily,videos,groups", 16))
        .containsExactly("channel_daily,", "videos,groups")
        .inOrder();
  }

  @Test
  void wrap_numbersWithThousands_areNotBroken() {
    assertThat(TextWrap.wrap("Day: 12 of 50,000 requests", 14))
        .containsExactly("Day: 12 of", "50,000", "requests")
        .inOrder();
  }

  @Test
  void wrap_wordWithDigitsAfterAComma_isBrokenBeforeIt() {
    assertThat(TextWrap.wrap("alpine,2nd-channel", 12))
        .containsExactly("alpine,", "2nd-channel")
        .inOrder();
  }
}
