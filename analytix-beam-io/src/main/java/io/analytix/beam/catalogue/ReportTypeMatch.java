// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A query held against a report type.
 *
 * @param metrics the query's, or the type's where it names none
 * @param promoted the query's dimensions that it may have because it filters by their ids
 */
record ReportTypeMatch(
    ReportQuery query, ReportType type, RuleSet law, List<String> metrics, Set<String> promoted) {

  static ReportTypeMatch of(ReportQuery query, ReportType type, RuleSet law) {
    return new ReportTypeMatch(
        query, type, law, MetricChoice.of(query, type, law), promoted(query, type, law));
  }

  static Set<String> promoted(ReportQuery query, ReportType type, RuleSet law) {
    Set<String> promoted = Set.of();
    for (String list : law.words().lists()) {
      if (query.dimensions().contains(list)
          && query.hasValue(list)
          && mayPromote(list, type, law)) {
        promoted = promoted.isEmpty() ? new LinkedHashSet<>() : promoted;
        promoted.add(list);
      }
    }
    return promoted;
  }

  /** Whether the type's rows can be told apart by the ids that a query filters by. */
  static boolean mayPromote(String list, ReportType type, RuleSet law) {
    return law.words().lists().contains(list)
        && law.has(Deviation.ID_DIMENSIONS)
        && type.single() == null
        && !type.dimensions().allowed().contains(list)
        && type.filters().allowed().contains(list);
  }

  boolean has(Deviation deviation) {
    return law.has(deviation);
  }

  NameRules filterRules() {
    return type.filters(query.dimensions());
  }

  /** A type's name for a message. */
  String report() {
    return "the report '" + type.name() + "'";
  }
}
