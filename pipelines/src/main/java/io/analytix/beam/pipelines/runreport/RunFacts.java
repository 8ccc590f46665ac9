// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.pipelines.coverage.ChannelTitles;
import io.analytix.beam.pipelines.storage.StoreChanges;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a run that are not in its outcomes.
 *
 * @param runId the run
 * @param options its options by name, in display order; names and addresses only, never a secret
 * @param queriesPerMinute its quota: maximum requests in any 60 seconds; null if not known
 * @param planned number of planned requests, with those for bulk files; null if not known
 * @param bulk the requests to the Reporting API
 * @param changes changes of the files; null if not known
 * @param titles titles of the channels, as far as known
 */
public record RunFacts(
    String runId,
    Map<String, String> options,
    @Nullable Integer queriesPerMinute,
    @Nullable Long planned,
    BulkRequests bulk,
    @Nullable StoreChanges changes,
    ChannelTitles titles) {
  public RunFacts {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** Facts of a run of which only the id is known. */
  public static RunFacts none(String runId) {
    return new RunFacts(runId, Map.of(), null, null, BulkRequests.NONE, null, ChannelTitles.NONE);
  }
}
