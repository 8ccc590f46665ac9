// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.bulk;

import static com.google.common.truth.Truth.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

final class RowHashTest {
  @Test
  void of_money_isTheSameForTheSameAmountOnly() {
    assertThat(hash("1.50")).isEqualTo(hash("1.5"));
    assertThat(hash("0")).isEqualTo(hash("0.000000000"));
    // BigDecimal.hashCode is the same for these.
    assertThat(hash("0.000000031")).isNotEqualTo(hash("4.294967296"));
    assertThat(hash("12345678901234567890.000000001"))
        .isNotEqualTo(hash("12345678901234567890.000000002"));
    assertThat(hash("-0.01")).isNotEqualTo(hash("0.01"));
  }

  private static long hash(String amount) {
    return RowHash.of(new BigDecimal(amount));
  }
}
