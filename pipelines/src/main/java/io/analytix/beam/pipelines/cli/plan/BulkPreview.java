// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.plan;

import io.analytix.beam.internal.bulk.PlannedJobs;
import io.analytix.beam.internal.bulk.PlannedJobs.Requests;
import io.analytix.beam.pipelines.BulkConfiguration;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The requests of a run to the Reporting API, before any of them is sent.
 *
 * @param sentToday requests that earlier runs sent on this Pacific day
 */
record BulkPreview(BulkConfiguration bulk, PlannedJobs jobs, long sentToday) {
  /** The downloads of each report type, in the order of the options. */
  Map<String, Requests> downloads() {
    Map<String, Requests> downloads = new LinkedHashMap<>();
    bulk.ids().forEach(id -> downloads.put(id, jobs.downloads(id)));
    return downloads;
  }

  int perMinute() {
    return bulk.quota().queriesPerMinute();
  }

  int perDay() {
    return bulk.quota().queriesPerDay();
  }

  /** How long the expected requests take. */
  Duration time() {
    return Duration.ofMillis(jobs.requests().expected() * 60_000L / perMinute());
  }
}
