// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.bigquery.sql.ReportReplaceScope;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows that are written for load jobs.
 *
 * @param files the addresses of the files, by table
 * @param scopes what the responses of a report cover, by its name
 */
record StagedRows(Map<String, List<String>> files, Map<String, ReportReplaceScope> scopes)
    implements Serializable {
  /** None. */
  static StagedRows none() {
    return new StagedRows(new TreeMap<>(), new TreeMap<>());
  }

  /** All of them. */
  static StagedRows all(Iterable<StagedRows> parts) {
    StagedRows all = none();
    for (StagedRows part : parts) {
      part.files.forEach((table, files) -> files.forEach(file -> all.add(table, file)));
      part.scopes.forEach(all::add);
    }
    return all;
  }

  void add(String table, String file) {
    files.computeIfAbsent(table, name -> new ArrayList<>()).add(file);
  }

  void add(String report, ReportReplaceScope scope) {
    scopes.merge(report, scope, ReportReplaceScope::and);
  }
}
