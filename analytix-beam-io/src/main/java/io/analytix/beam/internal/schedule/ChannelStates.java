// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.access.ChannelAuthorizer.Owner;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.refresh.Grant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What this worker knows of each channel, and which of several records is used for it. */
final class ChannelStates {
  private final Map<ChannelRef, ChannelState> channels = new HashMap<>();
  private final Map<ChannelIdentity, ChannelRef> holders = new HashMap<>();
  private final Set<ChannelIdentity> confirmed = new HashSet<>();
  private final Set<AccessToken> unsaved = new HashSet<>();

  /** One channel, by one token record. */
  static final class ChannelState {
    private final ChannelRef ref;
    private final Map<String, Failure> refusedReports = new HashMap<>();
    private final Set<String> refusedForChannel = new HashSet<>();
    private @Nullable AuthorizedChannel authorized;
    private @Nullable Failure failure;
    private @Nullable Owner owner;
    private boolean hasSucceeded;

    private ChannelState(ChannelRef ref) {
      this.ref = ref;
    }

    ChannelRef ref() {
      return ref;
    }

    /** The channel with its newest access token, null before the first. */
    @Nullable AuthorizedChannel authorized() {
      return authorized;
    }

    /** The channel has a token, or a new one; without effect on a failed channel. */
    void authorize(AuthorizedChannel channel) {
      if (failure == null) {
        authorized = channel;
      }
    }

    /** Why nothing more is requested for the channel, null if it has not failed. */
    @Nullable Failure failure() {
      return failure;
    }

    /** The channel has failed; the first failure counts. */
    void fail(Failure why) {
      if (failure == null) {
        failure = why;
      }
    }

    /** Whether a request with this record's tokens has succeeded in this run. */
    boolean hasSucceeded() {
      return hasSucceeded;
    }

    void succeeded() {
      hasSucceeded = true;
    }

    /** Why this report of the channel is not requested any more, null if it is. */
    @Nullable Failure refusal(String report) {
      return refusedReports.get(report);
    }

    void refuse(String report, Failure why) {
      refusedReports.putIfAbsent(report, why);
    }

    /** Refuses a report with a refusal of the channel; returns how many reports it refused. */
    int refuseForChannel(String report, Failure why) {
      refuse(report, why);
      refusedForChannel.add(report);
      return refusedForChannel.size();
    }

    /** Whose channel it is, null if a refusal was not explained yet. */
    @Nullable Owner owner() {
      return owner;
    }

    void explained(Owner whose) {
      owner = whose;
    }

    /** The channel that the record pins or that Google named, null if not known yet. */
    @Nullable ChannelIdentity identity() {
      String pinned = ref.channelId();
      if (pinned != null) {
        return new ChannelIdentity(pinned, ref.contentOwner());
      }
      return authorized == null ? null : authorized.identity();
    }
  }

  ChannelState of(ChannelRef ref) {
    return channels.computeIfAbsent(ref, ChannelState::new);
  }

  /** Whether the grant could not be saved and was not reported yet; records may share a token. */
  boolean isNewlyUnsaved(Grant grant) {
    return grant.unsaved() != null && unsaved.add(grant.token());
  }

  /** The record that is used for this channel, null if none is yet. */
  @Nullable ChannelRef holder(ChannelIdentity channel) {
    return holders.get(channel);
  }

  void hold(ChannelIdentity channel, ChannelRef record) {
    holders.put(channel, record);
  }

  /** Whether a request with the holder has succeeded, so that no other record can replace it. */
  boolean isConfirmed(ChannelIdentity channel) {
    return confirmed.contains(channel);
  }

  void confirm(ChannelIdentity channel) {
    confirmed.add(channel);
  }
}
