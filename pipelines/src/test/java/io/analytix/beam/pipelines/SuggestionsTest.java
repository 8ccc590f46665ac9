// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static com.google.common.truth.Truth.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SuggestionsTest {
  private static final List<String> NAMES = List.of("channel_daily", "device_daily");

  @Test
  void similar_typo_returnsTheName() {
    assertThat(Suggestions.similar("chanel_dialy", NAMES)).hasValue("channel_daily");
  }

  @Test
  void similar_anotherWord_returnsEmpty() {
    assertThat(Suggestions.similar("revenue", NAMES)).isEmpty();
    assertThat(Suggestions.similar("", NAMES)).isEmpty();
    assertThat(Suggestions.similar("x", List.of())).isEmpty();
  }
}
