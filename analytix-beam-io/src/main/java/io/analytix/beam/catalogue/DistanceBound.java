// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.Collection;
import java.util.List;

/**
 * A lower bound of the distance from a query to any valid query of a report type, which is cheap to
 * compute. Names that the API does not have are ignored.
 */
final class DistanceBound {
  private final List<String> dimensions;
  private final List<String> filters;
  private final List<String> metrics;
  private final List<String> promotable;
  private final int allMetrics;
  private final RuleSet ruleSet;

  DistanceBound(ReportQuery query, RuleSet ruleSet) {
    Vocabulary vocabulary = ruleSet.vocabulary();
    dimensions = NameChecks.matching(query.dimensions(), vocabulary.dimensions()::contains);
    filters = NameChecks.matching(query.filters().keySet(), vocabulary.filters()::contains);
    metrics = NameChecks.matching(query.metrics(), vocabulary.metrics()::contains);
    promotable =
        NameChecks.matching(
            dimensions, name -> vocabulary.lists().contains(name) && query.hasValue(name));
    allMetrics = query.metrics().size();
    this.ruleSet = ruleSet;
  }

  /** Whether the query cannot be valid for the type. */
  boolean excludes(ReportType type) {
    return !type.metrics().containsAll(metrics) || dimensions(type) > 0 || filters(type) > 0;
  }

  int of(ReportType type) {
    int foreign = foreign(metrics, type.metrics());
    return QueryEdits.DIMENSION * dimensions(type)
        + QueryEdits.FILTER * filters(type)
        + QueryEdits.METRIC_DROPPED * foreign
        + (foreign > 0 && foreign == allMetrics
            ? QueryEdits.NO_METRIC_LEFT + QueryEdits.METRIC_ADDED
            : 0);
  }

  private int dimensions(ReportType type) {
    int faults =
        foreign(dimensions, type.dimensions().allowed()) + type.dimensions().faults(dimensions);
    for (String name : promotable) {
      faults -= ReportTypeMatch.mayPromote(name, type, ruleSet) ? 1 : 0;
    }
    return faults;
  }

  private int filters(ReportType type) {
    return type.filtersWith().isEmpty()
        ? foreign(filters, type.filters().allowed()) + type.filters().faults(filters)
        : 0;
  }

  private static int foreign(List<String> names, Collection<String> allowed) {
    int foreign = 0;
    for (String name : names) {
      foreign += allowed.contains(name) ? 0 : 1;
    }
    return foreign;
  }
}
