// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.output;

import io.analytix.beam.AnalytixIO.Read;
import io.analytix.beam.AnalytixIO.ReadBulk;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.report.ReportDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run reads: reports, bulk files, or both.
 *
 * @param read of the reports, without earlier outcomes; null if there are none
 * @param reports the reports
 * @param bulk of the bulk files, without earlier files and without a store; null if there are none
 * @param bulkTypes their report types
 * @param archive the address where bulk files are kept as they are served, null for nowhere
 */
public record Reads(
    @Nullable Read read,
    List<ReportDefinition> reports,
    @Nullable ReadBulk bulk,
    List<BulkReportType> bulkTypes,
    @Nullable String archive) {
  public Reads {
    reports = List.copyOf(reports);
    bulkTypes = List.copyOf(bulkTypes);
  }
}
