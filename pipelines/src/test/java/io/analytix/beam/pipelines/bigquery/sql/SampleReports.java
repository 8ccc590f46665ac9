// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.sql;

import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.report.TimeGrain;
import java.util.List;
import java.util.stream.Stream;

/** Reports of every shape that a table can have. */
public final class SampleReports {
  static final ReportDefinition MONTHLY =
      ReportDefinition.named("countries_monthly")
          .dimensions("month", "country")
          .metrics("views", "averageViewPercentage")
          .every(TimeGrain.MONTH)
          .build();

  /** A key that is a double. */
  public static final ReportDefinition RETENTION =
      ReportDefinition.named("retention")
          .dimensions("elapsedVideoTimeRatio")
          .metrics("audienceWatchRatio")
          .filter("video", "dQw4w9WgXcQ")
          .every(TimeGrain.RANGE)
          .build();

  public static final ReportDefinition VIDEOS =
      ReportDefinition.named("listed_videos")
          .dimensions("video")
          .metrics("title", "publishedAt")
          .every(TimeGrain.SNAPSHOT)
          .build();

  private SampleReports() {}

  /** The built-in reports and those. */
  public static List<ReportDefinition> all() {
    return Stream.concat(Reports.builtInReports().stream(), Stream.of(MONTHLY, RETENTION, VIDEOS))
        .toList();
  }
}
