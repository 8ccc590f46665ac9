// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.output;

import io.analytix.beam.AnalytixIO.Read;
import io.analytix.beam.AnalytixIO.ReadBulk;
import io.analytix.beam.ReadResult;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.report.TableDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run reads: reports, bulk files, or both.
 *
 * @param read of the reports, without earlier outcomes; null if there are none
 * @param tables of the reports, and of their histories
 * @param history whether to add the histories of snapshots to the read
 * @param bulk of the bulk files, without earlier files and without a store; null if there are none
 * @param bulkTypes their report types
 * @param archive the address where bulk files are kept as they are served, null for nowhere
 */
public record Reads(
    @Nullable Read read,
    List<TableDefinition> tables,
    boolean history,
    @Nullable ReadBulk bulk,
    List<BulkReportType> bulkTypes,
    @Nullable String archive) {
  public Reads {
    tables = List.copyOf(tables);
    bulkTypes = List.copyOf(bulkTypes);
  }

  /** The result of the read, with the histories of its snapshots if they are wanted. */
  public ReadResult complete(ReadResult result) {
    return history ? result.withHistory() : result;
  }
}
