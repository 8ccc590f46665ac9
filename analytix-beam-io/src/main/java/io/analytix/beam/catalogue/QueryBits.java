// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

/**
 * The names of a query as sets of bits, so that it is held against many report types in a few
 * steps. Names that nobody knows are not among them.
 *
 * @param listed the dimensions that the query filters by their ids
 * @param allMetrics how many metrics the query names, unknown ones among them
 */
record QueryBits(long dimensions, long filters, long metrics, long listed, int allMetrics) {
  static QueryBits of(ReportQuery query, Law law) {
    NameBits dimensions = law.dimensionBits();
    long listed = 0;
    for (String list : law.words().lists()) {
      if (query.hasValue(list)) {
        listed |= dimensions.of(list);
      }
    }
    long own = dimensions.of(query.dimensions());
    return new QueryBits(
        own,
        law.filterBits().of(query.filters().keySet()),
        law.metricBits().of(query.metrics()),
        own & listed,
        query.metrics().size());
  }
}
