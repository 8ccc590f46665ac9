// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.reports;

import io.analytix.beam.catalogue.NearestQuery;
import io.analytix.beam.catalogue.ReportQuery;
import io.analytix.beam.channel.ConsentScope;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query in the fields of a {@link QueryCase}, so that it can be checked again.
 *
 * @param changes the changes from the checked query
 * @param scopes in alphabetical order
 */
record QueryFields(
    List<String> changes,
    List<String> dimensions,
    Map<String, String> filters,
    List<String> metrics,
    List<String> sort,
    int maxResults,
    int startIndex,
    @Nullable String startDate,
    @Nullable String endDate,
    String currency,
    boolean includeHistoricalData,
    @Nullable String contentOwner,
    List<String> scopes) {

  static @Nullable QueryFields of(@Nullable NearestQuery nearest) {
    if (nearest == null) {
      return null;
    }
    ReportQuery query = nearest.query();
    return new QueryFields(
        nearest.changes(),
        query.dimensions(),
        query.filters(),
        query.metrics(),
        query.sort(),
        query.maxResults(),
        query.startIndex(),
        CaseVerdict.text(query.startDate()),
        CaseVerdict.text(query.endDate()),
        query.currency(),
        query.includeHistoricalChannelData(),
        query.contentOwner(),
        query.scopes().stream().map(ConsentScope::name).sorted().toList());
  }
}
