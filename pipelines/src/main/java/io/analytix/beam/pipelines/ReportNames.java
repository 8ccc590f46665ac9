// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The reports of a run: the built-in ones that --reports names, then the custom ones. */
final class ReportNames {
  private ReportNames() {}

  /**
   * The reports, each once.
   *
   * @param names names of built-in reports; names of custom reports are ignored
   * @throws UsageException if a name is unknown or no report is left
   */
  static List<ReportDefinition> find(Collection<String> names, List<ReportDefinition> own) {
    Map<String, ReportDefinition> ownByName = new LinkedHashMap<>();
    own.forEach(report -> ownByName.put(report.name(), report));
    Map<String, ReportDefinition> chosen = new LinkedHashMap<>();
    for (String name : names) {
      if (!ownByName.containsKey(name)) {
        chosen.put(name, Reports.find(name).orElseThrow(() -> unknown(name, ownByName.keySet())));
      }
    }
    chosen.putAll(ownByName);
    if (chosen.isEmpty()) {
      throw new UsageException("--reports is empty: set it to at least one of " + Reports.names());
    }
    return List.copyOf(chosen.values());
  }

  private static UsageException unknown(String name, Collection<String> own) {
    TreeSet<String> all = new TreeSet<>(own);
    all.addAll(Reports.names());
    return new UsageException(
        "--reports names '"
            + name
            + "', which is not a report: "
            + Suggestions.similar(name, all).map(near -> "did you mean " + near + "? ").orElse("")
            + "The reports are "
            + String.join(", ", all));
  }
}
