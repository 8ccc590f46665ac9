// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.access.UploadsListing;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.report.ReportSource;
import java.util.List;

/**
 * Goes on with requests that need their channel's uploads and whose channel is open: they read the
 * list, become what the {@link VideoRequestExpander} makes of it, or are postponed.
 */
final class UploadsStage {
  /** A longer list is read last: other channels would wait for all of its requests. */
  private static final int MAX_PAGES_BEFORE_OTHERS = 10;

  private final UploadsCache cache;
  private final SchedulerListener listener;
  private final UploadsGate gate;
  private final VideoRequestExpander expander;
  private final RequestSelector selector;
  private final CompletionTracker tracker;
  private final PostponedShards postponed;
  private final RequestReplacement replacement;

  UploadsStage(
      SchedulerContext context,
      UploadsGate gate,
      VideoRequestExpander expander,
      RequestSelector selector,
      CompletionTracker tracker,
      PostponedShards postponed,
      RequestReplacement replacement) {
    this.cache = context.state().uploads();
    this.listener = context.listener();
    this.gate = gate;
    this.expander = expander;
    this.selector = selector;
    this.tracker = tracker;
    this.postponed = postponed;
    this.replacement = replacement;
  }

  /** Goes on with a request, unless another reads the list of its channel. */
  void proceed(PendingRequest request) {
    if (!gate.isReader(request)) {
      return;
    }
    UploadsListing listing = cache.of(request.channel());
    if (listing.pages() > 0 && makesWay(listing)) {
      postpone(request, !postponed.isCheckpointDue());
      gate.release(request);
    } else if (listing.isWhole()) {
      request.countUploadsCalls(cache.takeCalls(request.channel()));
      expand(request, listing);
      gate.release(request);
    } else {
      selector.add(request, request.attempts() == 0 && listing.pages() == 0);
    }
  }

  private boolean makesWay(UploadsListing listing) {
    return postponed.isCheckpointDue()
        || (listing.pages() >= MAX_PAGES_BEFORE_OTHERS
            && !listing.isWhole()
            && !postponed.isAllClaimed());
  }

  private void postpone(PendingRequest request, boolean behindAll) {
    tracker.postpone(request.shard, List.of(request), behindAll);
  }

  private void expand(PendingRequest request, UploadsListing listing) {
    if (request.request().report().source() == ReportSource.VIDEOS_LIST) {
      describe(request, listing);
      return;
    }
    VideoRequestExpander.Expansion expansion = expander.expand(request, listing);
    String gap = listing.gap();
    expansion.requests().forEach(each -> each.uploadsMissing(gap));
    if (expansion.requests().isEmpty()) {
      tracker.complete(request, ReportResponse.EMPTY);
    } else if (postponed.takes(expansion.rows())) {
      if (expansion.rest() != null) {
        postponed.postpone(request.shard.place(), expansion.rest(), true);
        listener.found(1);
      }
      replacement.replace(request, expansion.requests());
    } else {
      postpone(request, false);
    }
  }

  /** The list has the ids of the videos; what they are is requested next. */
  private void describe(PendingRequest request, UploadsListing listing) {
    request.uploadsMissing(listing.gap());
    expander.describe(request, listing);
    ReportResponse response = request.response();
    if (response == null) {
      selector.add(request, true);
    } else {
      tracker.complete(request, response);
    }
  }
}
