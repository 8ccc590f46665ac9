// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A query and the report type that it is checked against.
 *
 * @param metrics the metrics of the query, or those of the type if the query has none
 * @param promoted the dimensions that the query may have because it has a filter by their ids
 */
record ReportTypeMatch(
    ReportQuery query,
    ReportType type,
    RuleSet ruleSet,
    List<String> metrics,
    Set<String> promoted) {

  static ReportTypeMatch of(ReportQuery query, ReportType type, RuleSet ruleSet) {
    return new ReportTypeMatch(
        query,
        type,
        ruleSet,
        MetricChoice.of(query, type, ruleSet),
        promoted(query, type, ruleSet));
  }

  private static Set<String> promoted(ReportQuery query, ReportType type, RuleSet ruleSet) {
    Set<String> promoted = Set.of();
    for (String list : ruleSet.vocabulary().lists()) {
      if (query.dimensions().contains(list)
          && query.hasValue(list)
          && mayPromote(list, type, ruleSet)) {
        promoted = promoted.isEmpty() ? new LinkedHashSet<>() : promoted;
        promoted.add(list);
      }
    }
    return promoted;
  }

  /** Whether the type accepts a dimension because a query filters by its ids. */
  static boolean mayPromote(String list, ReportType type, RuleSet ruleSet) {
    return ruleSet.vocabulary().lists().contains(list)
        && ruleSet.has(Deviation.ID_DIMENSIONS)
        && type.singleValueFilter() == null
        && !type.dimensions().allowed().contains(list)
        && type.filters().allowed().contains(list);
  }

  boolean has(Deviation deviation) {
    return ruleSet.has(deviation);
  }

  NameRules filterRules() {
    return type.filters(query.dimensions());
  }

  /** The type's name for a message. */
  String report() {
    return "the report '" + type.name() + "'";
  }
}
