// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.sql;

import io.analytix.beam.outcome.Outcome;
import java.io.Serializable;
import java.time.LocalDate;

/**
 * A day of the table of a bulk report type that a file replaces as a whole.
 *
 * @param owner the channel or content owner whose job made the file
 * @param day the first day of the file
 */
public record BulkDay(String owner, LocalDate day) implements Serializable {
  /** The day of the file of an outcome. */
  public static BulkDay of(Outcome outcome) {
    String owner = outcome.contentOwner();
    return new BulkDay(
        owner == null ? String.valueOf(outcome.channelId()) : owner, outcome.startDate());
  }
}
