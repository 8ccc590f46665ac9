// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static com.google.common.truth.Truth.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestNameTest {
  private static final List<String> NAMES = List.of("channel_daily", "device_daily");

  @Test
  void to_aSlip_isTheName() {
    assertThat(NearestName.to("chanel_dialy", NAMES)).hasValue("channel_daily");
  }

  @Test
  void to_somethingElse_isNothing() {
    assertThat(NearestName.to("revenue", NAMES)).isEmpty();
    assertThat(NearestName.to("", NAMES)).isEmpty();
    assertThat(NearestName.to("x", List.of())).isEmpty();
  }
}
