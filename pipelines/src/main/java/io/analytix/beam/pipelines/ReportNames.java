// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.commons.text.similarity.LevenshteinDistance;

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
                        + "', which is no report: did you mean "
                        + nearest(name)
                        + "? There are "
                        + String.join(", ", Reports.names())));
  }

  private static String nearest(String name) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return Reports.names().stream()
        .min(Comparator.comparingInt(report -> distance.apply(report, name)))
        .orElseThrow();
  }
}
