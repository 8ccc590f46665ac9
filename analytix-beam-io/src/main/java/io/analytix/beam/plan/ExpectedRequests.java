// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import java.util.Map;

/**
 * How many requests of a plan are sent by the reports of which only changed days are requested. It
 * is an estimate: as many as in the last run. Without an earlier run, all days but the newest
 * three, which YouTube usually still processes.
 *
 * @param byReport the estimate for each of these reports
 * @param totals how many requests read nothing but the totals of the days of a channel, because no
 *     planned report has them
 * @param known whether there is an earlier run for each of them
 */
public record ExpectedRequests(Map<String, Long> byReport, long totals, boolean known) {
  public ExpectedRequests {
    byReport = Map.copyOf(byReport);
  }
}
