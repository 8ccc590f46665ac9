// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import com.google.auto.value.AutoValue;
import io.analytix.beam.bulk.EarlierFiles;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of a bulk read. The methods that set them validate the values. */
@AutoValue
abstract class BulkReadOptions implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int DEFAULT_MAX_IN_FLIGHT = 4;
  private static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(60);

  abstract TokenStore.@Nullable Factory tokenStore();

  abstract @Nullable ClientSecretsSource clientSecrets();

  abstract List<String> reportTypes();

  abstract Set<String> channels();

  abstract EarlierFiles.Factory earlierFiles();

  abstract boolean resume();

  abstract boolean createJobs();

  abstract Quota quota();

  abstract int maxInFlight();

  abstract Endpoints endpoints();

  abstract RetryPolicy retries();

  abstract Duration checkpointInterval();

  abstract @Nullable Instant asOf();

  abstract @Nullable Instant quotaIdleSince();

  abstract @Nullable BulkStores store();

  abstract RunMonitor.Factory monitor();

  abstract Builder toBuilder();

  static BulkReadOptions defaults() {
    return new AutoValue_BulkReadOptions.Builder()
        .setReportTypes(List.of())
        .setChannels(Set.of())
        .setEarlierFiles(() -> EarlierFiles.NONE)
        .setResume(false)
        .setCreateJobs(false)
        .setQuota(Quota.BULK_DEFAULT)
        .setMaxInFlight(DEFAULT_MAX_IN_FLIGHT)
        .setEndpoints(Endpoints.GOOGLE)
        .setRetries(RetryPolicy.DEFAULT)
        .setCheckpointInterval(DEFAULT_CHECKPOINT_INTERVAL)
        .setMonitor(() -> new RunMonitor() {})
        .build();
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setTokenStore(TokenStore.Factory stores);

    abstract Builder setClientSecrets(ClientSecretsSource source);

    abstract Builder setReportTypes(List<String> ids);

    abstract Builder setChannels(Set<String> channels);

    abstract Builder setEarlierFiles(EarlierFiles.Factory files);

    abstract Builder setResume(boolean resume);

    abstract Builder setCreateJobs(boolean create);

    abstract Builder setQuota(Quota quota);

    abstract Builder setMaxInFlight(int files);

    abstract Builder setEndpoints(Endpoints endpoints);

    abstract Builder setRetries(RetryPolicy retries);

    abstract Builder setCheckpointInterval(Duration interval);

    abstract Builder setAsOf(Instant instant);

    abstract Builder setQuotaIdleSince(Instant instant);

    abstract Builder setStore(BulkStores stores);

    abstract Builder setMonitor(RunMonitor.Factory monitors);

    abstract BulkReadOptions build();
  }
}
