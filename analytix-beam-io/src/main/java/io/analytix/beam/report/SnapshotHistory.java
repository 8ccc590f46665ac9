// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The history of a snapshot of channels or videos: a table {@code REPORT_history} with the counts
 * of each resource, one row per resource and Pacific day. It has numbers and ids only, no texts.
 */
public final class SnapshotHistory {
  private static final String SUFFIX = "_history";

  /** The counts by the names of the lists, in the order of the columns. */
  private static final List<String> COUNTS =
      List.of("subscriberCount", "viewCount", "videoCount", "likeCount", "commentCount");

  private SnapshotHistory() {}

  /** The history of a report; empty if it is no snapshot of channels or videos, or has no count. */
  public static Optional<DerivedTable> of(ReportDefinition report) {
    ReportSource source = report.source();
    if (source != ReportSource.CHANNELS_LIST && source != ReportSource.VIDEOS_LIST) {
      return Optional.empty();
    }
    List<Column> counts =
        COUNTS.stream()
            .flatMap(count -> report.columns().stream().filter(one -> one.apiName().equals(count)))
            .toList();
    if (counts.isEmpty()) {
      return Optional.empty();
    }
    DerivedTable.Builder table = DerivedTable.named(report.name() + SUFFIX);
    report.dimensions().forEach(key -> table.key(key, Column.Type.STRING));
    counts.forEach(count -> table.value(count.columnName(), count.type()));
    return Optional.of(table.build());
  }

  /** Whether a history could have this name; a report may have it, too. */
  public static boolean isPossibleName(String table) {
    return table.endsWith(SUFFIX);
  }

  /** The histories of these reports, in their order. */
  public static List<DerivedTable> of(Collection<ReportDefinition> reports) {
    return reports.stream().flatMap(report -> of(report).stream()).toList();
  }
}
