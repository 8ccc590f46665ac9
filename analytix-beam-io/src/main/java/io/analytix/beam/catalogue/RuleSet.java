// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import io.analytix.beam.channel.ConsentScope;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything a query is judged by: the catalogue as a choice of deviations leaves it.
 *
 * @param channelTypes the report types of channels by id, in analytix's order
 * @param ownerTypes the same for content owners
 * @param maxIds of a list filter
 * @param mostDimensions of a query
 * @param mostVideoDays of a traffic source report: videos times days
 */
record RuleSet(
    Set<Deviation> deviations,
    Vocabulary words,
    Map<String, ReportType> channelTypes,
    Map<String, ReportType> ownerTypes,
    ReportTypeResolution resolution,
    List<Conflict> conflicts,
    int maxIds,
    int mostDimensions,
    long mostVideoDays) {

  boolean has(Deviation deviation) {
    return deviations.contains(deviation);
  }

  Map<String, ReportType> types(ReportQuery query) {
    return query.forContentOwner() ? ownerTypes : channelTypes;
  }

  boolean conflicts(String metric, ReportQuery query) {
    for (Conflict conflict : conflicts) {
      if (conflict.metric().equals(metric) && conflict.when().holds(query)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the consent is known, and holds nothing of this. */
  static boolean lacks(ReportQuery query, ConsentScope scope) {
    return !query.scopes().isEmpty() && !query.scopes().contains(scope);
  }

  /** Whether the consent is known not to cover any report. */
  static boolean lacksEvery(ReportQuery query) {
    return lacks(query, ConsentScope.READONLY) && lacks(query, ConsentScope.MONETARY_READONLY);
  }
}
