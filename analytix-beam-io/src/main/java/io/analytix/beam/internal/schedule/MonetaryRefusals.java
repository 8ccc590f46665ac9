// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refusals of money that wait for the channel's other reports. A channel that earns nothing and a
 * foreign channel are refused in the same words; only a report without money tells them apart, and
 * asking Google whose channel it is would cost a unit for each channel that earns nothing.
 */
final class MonetaryRefusals {
  private final Map<ChannelRef, Doubt> doubts = new HashMap<>();

  /** A request for money that was refused, and why. */
  record Refusal(PendingRequest asking, Failure failure) {}

  private static final class Doubt {
    final List<Refusal> waiting = new ArrayList<>();
    int plain;
    boolean vouched;

    boolean settled() {
      return vouched || plain == 0;
    }
  }

  /**
   * A fresh token that is refused for money alone: it lacks the scope. Which status that has is
   * told in two ways, 403 by most and 401 by some; so a 401 must not cost the channel's other
   * reports.
   */
  static Failure withoutScope(Failure unauthorized) {
    return unauthorized.with(
        Cause.SCOPE_MISSING,
        "the API does not take the channel's token for money: " + unauthorized.message(),
        Cause.SCOPE_MISSING.remedy());
  }

  /** Requests without money are to be sent for this channel. */
  void begun(ChannelRef channel, int requests) {
    doubt(channel).plain += requests;
  }

  /**
   * A request without money has ended.
   *
   * @param answered whether the API knew the channel
   * @return the refusals that need not wait any longer
   */
  List<Refusal> ended(ChannelRef channel, boolean answered) {
    Doubt doubt = doubt(channel);
    doubt.plain--;
    doubt.vouched |= answered;
    if (!doubt.settled()) {
      return List.of();
    }
    List<Refusal> settled = List.copyOf(doubt.waiting);
    doubt.waiting.clear();
    return settled;
  }

  /** Lets a refusal wait if another request will tell what it means, and says whether it does. */
  boolean await(ChannelRef channel, Refusal refusal) {
    Doubt doubt = doubt(channel);
    return !doubt.settled() && doubt.waiting.add(refusal);
  }

  private Doubt doubt(ChannelRef channel) {
    return doubts.computeIfAbsent(channel, unused -> new Doubt());
  }
}
