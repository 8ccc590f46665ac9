// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;

/** A report type over bits, to rule it out for a query before anything is put into words. */
final class TypeBits {
  private final ReportType type;
  private final RuleBits dimensions;
  private final RuleBits filters;
  private final Map<Long, RuleBits> filtersWith = new LinkedHashMap<>();
  private final long metrics;
  private final long promotable;

  TypeBits(ReportType type, Law law) {
    this.type = type;
    dimensions = new RuleBits(type.dimensions(), law.dimensionBits());
    filters = new RuleBits(type.filters(), law.filterBits());
    type.filtersWith()
        .forEach(
            (dimension, rules) ->
                filtersWith.put(
                    law.dimensionBits().of(dimension), new RuleBits(rules, law.filterBits())));
    metrics = law.metricBits().of(type.metrics());
    long lists = 0;
    for (String list : law.words().lists()) {
      if (Subject.mayPromote(list, type, law)) {
        lists |= law.dimensionBits().of(list);
      }
    }
    promotable = lists;
  }

  ReportType type() {
    return type;
  }

  /** How many metrics it has. */
  int width() {
    return type.metrics().size();
  }

  /** Whether the type takes the query's dimensions and filters by name. */
  boolean fits(QueryBits query) {
    return dimensions.hold(query.dimensions(), query.listed() & promotable)
        && filtersWith(query.dimensions()).hold(query.filters(), 0);
  }

  private RuleBits filtersWith(long there) {
    for (Map.Entry<Long, RuleBits> other : filtersWith.entrySet()) {
      if ((there & other.getKey()) != 0) {
        return other.getValue();
      }
    }
    return filters;
  }

  /** What lies at least between a tidy query and one that the type serves. */
  int leastDistance(QueryBits tidy) {
    int foreign = Long.bitCount(tidy.metrics() & ~metrics);
    return Edits.DIMENSION * dimensions.faults(tidy.dimensions(), tidy.listed() & promotable)
        + (filtersWith.isEmpty() ? Edits.FILTER * filters.faults(tidy.filters(), 0) : 0)
        + Edits.METRIC_DROPPED * foreign
        + (foreign > 0 && foreign == tidy.allMetrics()
            ? Edits.NO_METRIC_LEFT + Edits.METRIC_ADDED
            : 0);
  }
}
