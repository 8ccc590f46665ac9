// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.pace.SchedulerClock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a run has learned on this worker and keeps across checkpoints: channels, their uploads and
 * totals, the state of client and API, and the quotas. Used by one thread at a time, that of the
 * scheduler.
 */
public final class WorkerState {
  private final @Nullable Instant idleSince;
  private final ChannelStates channels = new ChannelStates();
  private final UploadsCache uploads = new UploadsCache();
  private final TotalsCache totals = new TotalsCache();
  private final RequestHistory history = new RequestHistory();
  private Duration settling = Duration.ZERO;
  private @Nullable Quotas quotas;

  /** The state of a run that does not know who used its quotas before. */
  public WorkerState() {
    this(null);
  }

  private WorkerState(@Nullable Instant idleSince) {
    this.idleSince = idleSince;
  }

  /** The state of a run whose quotas were not used since {@code instant}; it can start sooner. */
  public static WorkerState quotaIdleSince(Instant instant) {
    return new WorkerState(instant);
  }

  ChannelStates channels() {
    return channels;
  }

  UploadsCache uploads() {
    return uploads;
  }

  TotalsCache totals() {
    return totals;
  }

  RequestHistory history() {
    return history;
  }

  /** How long the last checkpoint waited for responses in flight. */
  Duration settling() {
    return settling;
  }

  void settled(Duration wait) {
    settling = wait;
  }

  /** The quotas; the first checkpoint on this worker counts. */
  Quotas quotas(SchedulerSettings settings, SchedulerCheckpoint checkpoint, SchedulerClock clock) {
    if (quotas == null) {
      quotas = Quotas.of(settings, checkpoint, idleSince, clock);
    }
    return quotas;
  }
}
