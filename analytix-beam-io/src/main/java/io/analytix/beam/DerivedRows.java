// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.plan.DateRange;
import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one's own with what they replace: all stored rows of a channel whose period lies within
 * these days (of a table by range: equals them; of a snapshot: all). Without rows, those are
 * removed.
 *
 * <p>Rows that are derived from a response replace what the response does, which its {@link
 * FinishedShard.Answer#replaceScope} says.
 *
 * @param channelId the channel that the rows belong to
 * @param contentOwner as in {@code content_owner}, null for a channel's own consent
 * @param days the Pacific days whose rows are replaced
 * @param rows of the schema {@link io.analytix.beam.row.ReportSchema#ownColumns}
 */
public record DerivedRows(
    String channelId, @Nullable String contentOwner, DateRange days, List<Row> rows)
    implements Serializable {
  public DerivedRows {
    rows = List.copyOf(rows);
  }
}
