// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.FinishedBulkJob;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.Column;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The staged files of a report type.
 *
 * @param addresses of the files
 * @param newColumns those that the catalogue does not know
 * @param rows how many rows they have
 * @param replaces whether a day of one of them had stored rows
 */
record StagedBulk(
    List<String> addresses,
    Map<String, Column.Type> newColumns,
    LocalDate first,
    LocalDate last,
    long rows,
    boolean replaces)
    implements Serializable {
  StagedBulk {
    addresses = new ArrayList<>(addresses);
    newColumns = new TreeMap<>(newColumns);
  }

  /** One file. */
  static StagedBulk of(FinishedBulkJob.FinishedFile file, long rows) {
    return new StagedBulk(
        List.of(Objects.requireNonNull(file.stored().address())),
        file.newColumns(),
        file.file().day(),
        file.file().day(),
        rows,
        file.replaces());
  }

  /** All of them. */
  static StagedBulk all(Iterable<StagedBulk> parts) {
    List<String> addresses = new ArrayList<>();
    Map<String, Column.Type> newColumns = new TreeMap<>();
    LocalDate first = LocalDate.MAX;
    LocalDate last = LocalDate.MIN;
    long rows = 0;
    boolean replaces = false;
    for (StagedBulk part : parts) {
      addresses.addAll(part.addresses);
      newColumns.putAll(part.newColumns);
      first = part.first.isBefore(first) ? part.first : first;
      last = part.last.isAfter(last) ? part.last : last;
      rows += part.rows;
      replaces |= part.replaces;
    }
    addresses.sort(null);
    return new StagedBulk(addresses, newColumns, first, last, rows, replaces);
  }

  DateRange days() {
    return new DateRange(first, last);
  }
}
