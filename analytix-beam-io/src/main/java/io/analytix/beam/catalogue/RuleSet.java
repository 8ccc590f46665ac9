// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import io.analytix.beam.channel.ConsentScope;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules for checking queries, with the selected deviations.
 *
 * @param channelTypes the report types of channels by id, in analytix's order
 * @param ownerTypes the report types of content owners, likewise
 * @param maxIds maximum number of ids of a list filter
 * @param maxDimensions maximum number of dimensions of a query
 * @param maxVideoDays maximum of videos times days of a traffic source report
 */
record RuleSet(
    Set<Deviation> deviations,
    Vocabulary vocabulary,
    Map<String, ReportType> channelTypes,
    Map<String, ReportType> ownerTypes,
    ReportTypeResolution resolution,
    List<Conflict> conflicts,
    int maxIds,
    int maxDimensions,
    long maxVideoDays) {

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

  /** Whether the granted scopes are known, and do not include this scope. */
  static boolean lacks(ReportQuery query, ConsentScope scope) {
    return !query.scopes().isEmpty() && !query.scopes().contains(scope);
  }

  /** Whether the granted scopes are known, and do not cover any report. */
  static boolean lacksEvery(ReportQuery query) {
    return lacks(query, ConsentScope.READONLY) && lacks(query, ConsentScope.MONETARY_READONLY);
  }
}
