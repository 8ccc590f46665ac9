// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.pace.ChannelPacers;
import io.analytix.beam.internal.pace.DailyQuota;
import io.analytix.beam.internal.pace.RequestPacer;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.refresh.Grant;
import io.analytix.beam.youtube.ApiException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a lane has learned on this worker and must not learn again after a pause: which channels are
 * open or refused, which reports of them, whether the client is good, and the pace.
 *
 * <p>Used by one thread at a time: the lane's.
 */
public final class WorkerState {
  /** So many channels in a row may see the client refused before it is taken for the client's. */
  private static final int MAX_CLIENT_REFUSALS = 3;

  /** After so many failures that say nothing of the client, the lane goes on at full width. */
  private static final int MAX_TRIALS = 3;

  private final Map<ChannelRef, ChannelState> channels = new HashMap<>();
  private final Map<ChannelRef, Map<String, Failure>> refusedReports = new HashMap<>();
  private final Map<ChannelIdentity, ChannelRef> holders = new HashMap<>();
  private final Set<ChannelIdentity> vouched = new HashSet<>();
  private final Set<ChannelRef> doubtful = new HashSet<>();
  private final Set<AccessToken> unsaved = new HashSet<>();
  private final UploadsCache listings = new UploadsCache();
  private @Nullable ChannelPacers channelPacers;
  private @Nullable RequestPacer pacer;
  private @Nullable RequestPacer dataPacer;
  private @Nullable DailyQuota units;
  private @Nullable DailyQuota budget;
  private @Nullable Failure stopped;
  private boolean confirmed;
  private boolean clientAccepted;
  private int trials;

  /** A channel between its first shard and the end of the run. */
  static final class ChannelState {
    final ChannelRef ref;
    @Nullable AuthorizedChannel open;
    @Nullable Failure failure;

    /** Whether the API has answered with its tokens in this run. */
    boolean answered;

    ChannelState(ChannelRef ref) {
      this.ref = ref;
    }

    /** The channel that the record pins or that Google named; null while only Google can tell. */
    @Nullable ChannelIdentity identity() {
      String pinned = ref.channelId();
      if (pinned != null) {
        return new ChannelIdentity(pinned, ref.contentOwner());
      }
      return open == null ? null : open.identity();
    }
  }

  /**
   * The memory of a lane that knows since when nobody has sent a request under its quotas, so that
   * it need not wait as long as a lane that knows nothing.
   */
  public static WorkerState quotaIdleSince(
      Instant instant, SchedulerSettings settings, SchedulerClock time) {
    WorkerState memory = new WorkerState();
    memory.pacer = RequestPacer.idleSince(instant, settings.perMinute(), time);
    memory.dataPacer = RequestPacer.idleSince(instant, settings.perMinute(), time);
    return memory;
  }

  ChannelState channel(ChannelRef ref) {
    return channels.computeIfAbsent(ref, ChannelState::new);
  }

  /** The record that speaks for this channel, null if none does yet. */
  @Nullable ChannelRef holder(ChannelIdentity channel) {
    return holders.get(channel);
  }

  void hold(ChannelIdentity channel, ChannelRef record) {
    holders.put(channel, record);
  }

  /** Whether Google has answered the channel's holder: no other record may speak for it then. */
  boolean vouchedFor(ChannelIdentity channel) {
    return vouched.contains(channel);
  }

  void vouch(ChannelIdentity channel) {
    vouched.add(channel);
  }

  RequestPacer pacer(Supplier<RequestPacer> first) {
    if (pacer == null) {
      pacer = first.get();
    }
    return pacer;
  }

  /** The pace of the Data API, which has a quota of its own. */
  RequestPacer dataPacer() {
    return Objects.requireNonNull(dataPacer);
  }

  void dataPacer(Supplier<RequestPacer> first) {
    if (dataPacer == null) {
      dataPacer = first.get();
    }
  }

  DailyQuota units(Supplier<DailyQuota> first) {
    if (units == null) {
      units = first.get();
    }
    return units;
  }

  /** What is known of channels' uploads. */
  UploadsCache listings() {
    return listings;
  }

  /** The pacers of single channels. */
  ChannelPacers channelPacers(Supplier<ChannelPacers> first) {
    if (channelPacers == null) {
      channelPacers = first.get();
    }
    return channelPacers;
  }

  DailyQuota budget(Supplier<DailyQuota> first) {
    if (budget == null) {
      budget = first.get();
    }
    return budget;
  }

  /** Why nothing more is asked in this run, null while it goes on. */
  @Nullable Failure stopped() {
    return stopped;
  }

  void stop(Failure failure) {
    if (stopped == null) {
      stopped = failure;
    }
  }

  /** Why this report is not asked of this channel any more, null while it is. */
  @Nullable Failure refusal(ChannelRef channel, String report) {
    return refusedReports.getOrDefault(channel, Map.of()).get(report);
  }

  void refuse(ChannelRef channel, String report, Failure failure) {
    refusedReports.computeIfAbsent(channel, unused -> new HashMap<>()).putIfAbsent(report, failure);
  }

  /**
   * Whether client and API have shown that they work. Until then one call at a time is made, so
   * that a bad client costs a few calls and not one a channel.
   */
  boolean confirmed() {
    return confirmed;
  }

  /** A report request was answered, if only with a refusal of its own. */
  void answered() {
    confirmed = true;
    clientAccepted = true;
  }

  /** The token endpoint took the client, whatever it said of the record. */
  void clientTaken() {
    clientAccepted = true;
  }

  /** Whether a grant could not be saved and that is news: a record may speak for many channels. */
  boolean learnsOfUnsaved(Grant grant) {
    return grant.unsaved() != null && unsaved.add(grant.token());
  }

  /** Something failed in a way that says nothing of the client. */
  void tried() {
    confirmed |= ++trials >= MAX_TRIALS;
  }

  /** Whether a refusal of the client, seen with this channel, stops the run. */
  boolean stops(ChannelRef channel, ApiException.ClientRefused refused) {
    doubtful.add(channel);
    return refused.certain() || (!clientAccepted && doubtful.size() >= MAX_CLIENT_REFUSALS);
  }
}
