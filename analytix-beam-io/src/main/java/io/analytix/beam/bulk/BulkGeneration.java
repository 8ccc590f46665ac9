// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.bulk;

import java.io.Serializable;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * One of the files that YouTube generated for the same day of the same report type. The greatest is
 * the newest: the latest {@code createTime}; at the same time, the numerically greater id.
 *
 * @param createdAt when the file was generated
 * @param reportId digits, as received
 */
public record BulkGeneration(Instant createdAt, String reportId)
    implements Comparable<BulkGeneration>, Serializable {
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private static final Comparator<BulkGeneration> OLDEST_FIRST =
      Comparator.comparing(BulkGeneration::createdAt)
          .thenComparing(BulkGeneration::number)
          .thenComparing(BulkGeneration::reportId);

  private BigInteger number() {
    return DIGITS.matcher(reportId).matches() ? new BigInteger(reportId) : BigInteger.ZERO;
  }

  @Override
  public int compareTo(BulkGeneration other) {
    return OLDEST_FIRST.compare(this, other);
  }
}
