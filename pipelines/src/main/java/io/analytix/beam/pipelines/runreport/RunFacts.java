// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.pipelines.storage.StoreChanges;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run's outcomes do not tell of it.
 *
 * @param runId the run
 * @param options what it was told, by the option's name and in the order to show; names and
 *     addresses only, never a secret
 * @param queriesPerMinute its quota: the most requests in any 60 seconds; null if not known
 * @param planned the requests that were planned; null if not known
 * @param changes what was done to the files; null if not known
 */
public record RunFacts(
    String runId,
    Map<String, String> options,
    @Nullable Integer queriesPerMinute,
    @Nullable Long planned,
    @Nullable StoreChanges changes) {
  public RunFacts {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** No more than the run's name: what is left of it once it is over. */
  public static RunFacts none(String runId) {
    return new RunFacts(runId, Map.of(), null, null, null);
  }
}
