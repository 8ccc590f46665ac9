// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** Built-in reports by the names that a person types. */
final class ReportNames {
  private ReportNames() {}

  static List<ReportDefinition> find(Collection<String> names) {
    if (names.isEmpty()) {
      throw new UsageException("--reports is empty: name at least one of " + Reports.names());
    }
    return new LinkedHashSet<>(names).stream().map(ReportNames::find).toList();
  }

  private static ReportDefinition find(String name) {
    return Reports.find(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "--reports names '"
                        + name
                        + "', which is no report: "
                        + NearestName.to(name, Reports.names())
                            .map(near -> "did you mean " + near + "? ")
                            .orElse("")
                        + "There are "
                        + String.join(", ", Reports.names())));
  }
}
