// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import com.google.auto.value.AutoValue;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.plan.Refetch;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.plan.VideoBatches;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of a read. The methods that set them validate the values. */
@AutoValue
abstract class ReadOptions implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int DEFAULT_MAX_IN_FLIGHT = 32;
  private static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(60);

  abstract TokenStore.@Nullable Factory tokenStore();

  abstract @Nullable ClientSecretsSource clientSecrets();

  abstract List<ReportDefinition> reports();

  abstract @Nullable RunDates dates();

  abstract EarlierOutcomes.@Nullable Factory earlierOutcomes();

  abstract boolean resume();

  abstract Refetch refetch();

  abstract Set<String> channels();

  abstract Quota quota();

  abstract int maxInFlight();

  abstract VideoBatches batches();

  abstract Endpoints endpoints();

  abstract RetryPolicy retries();

  abstract Duration checkpointInterval();

  abstract @Nullable Instant quotaIdleSince();

  abstract boolean fetchAhead();

  abstract RunMonitor.Factory monitor();

  abstract Builder toBuilder();

  static ReadOptions defaults() {
    return new AutoValue_ReadOptions.Builder()
        .setReports(List.of(Reports.find("channel_daily").orElseThrow()))
        .setResume(false)
        .setRefetch(Refetch.CHANGED)
        .setChannels(Set.of())
        .setQuota(Quota.DEFAULT)
        .setMaxInFlight(DEFAULT_MAX_IN_FLIGHT)
        .setBatches(VideoBatches.DEFAULT)
        .setEndpoints(Endpoints.GOOGLE)
        .setRetries(RetryPolicy.DEFAULT)
        .setCheckpointInterval(DEFAULT_CHECKPOINT_INTERVAL)
        .setFetchAhead(false)
        .setMonitor(() -> new RunMonitor() {})
        .build();
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setTokenStore(TokenStore.Factory stores);

    abstract Builder setClientSecrets(ClientSecretsSource source);

    abstract Builder setReports(List<ReportDefinition> reports);

    abstract Builder setDates(RunDates dates);

    abstract Builder setEarlierOutcomes(EarlierOutcomes.Factory past);

    abstract Builder setResume(boolean resume);

    abstract Builder setRefetch(Refetch refetch);

    abstract Builder setChannels(Set<String> channels);

    abstract Builder setQuota(Quota quota);

    abstract Builder setMaxInFlight(int requests);

    abstract Builder setBatches(VideoBatches batches);

    abstract Builder setEndpoints(Endpoints endpoints);

    abstract Builder setRetries(RetryPolicy retries);

    abstract Builder setCheckpointInterval(Duration interval);

    abstract Builder setQuotaIdleSince(Instant instant);

    abstract Builder setFetchAhead(boolean ahead);

    abstract Builder setMonitor(RunMonitor.Factory monitors);

    abstract ReadOptions build();
  }
}
