// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.access.UploadsListing;
import io.analytix.beam.internal.pace.DailyQuota;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.internal.youtube.UploadedVideo;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.VideoBatches;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.youtube.ApiException;
import java.time.LocalDate;
import java.util.List;

/**
 * What becomes of a request once its channel's uploads are known: their list is the answer, or each
 * video is asked for, in batches, and as many days at a time as fit a stretch.
 */
final class VideoRequestExpander implements UploadsGate.Users {
  /**
   * A list of more pages makes way for other channels: these would wait for all of its requests.
   */
  private static final int MAX_PAGES_IN_TURN = 10;

  private final VideoBatches batches;
  private final SchedulerListener listener;
  private final DailyQuota budget;
  private final PostponedShards load;
  private final RequestQueue queue;
  private final CompletionTracker ledger;
  private final Stretch stretch;

  /** What a long list may have to make way for, and what goes wrong with one. */
  interface Stretch {
    /** Nothing more is begun in it. */
    boolean isOver();

    /** Nothing more is there to be begun. */
    boolean allClaimed();

    /** A list of uploads was not answered. */
    void notListed(PendingRequest asking, AuthorizedChannel channel, ApiException failed);
  }

  VideoRequestExpander(
      VideoBatches batches,
      SchedulerListener listener,
      DailyQuota budget,
      PostponedShards load,
      RequestQueue queue,
      CompletionTracker ledger,
      Stretch stretch) {
    this.batches = batches;
    this.listener = listener;
    this.budget = budget;
    this.load = load;
    this.queue = queue;
    this.ledger = ledger;
    this.stretch = stretch;
  }

  @Override
  public void listed(PendingRequest asking, UploadsListing listing) {
    ReportDefinition report = asking.request().report();
    List<String> videos = listing.videos();
    if (report.source().isSnapshot() || videos.isEmpty()) {
      ledger.answered(
          asking, report.source().isSnapshot() ? rows(listing, asking) : ReportResponse.EMPTY);
      return;
    }
    DateRange dates = asking.request().dates();
    List<DateRange> pieces = batches.pieces(dates, videos.size());
    DateRange first = pieces.get(0);
    if (!load.takes(VideoBatches.rows(first, videos.size()))) {
      postpone(asking, false);
      return;
    }
    if (pieces.size() > 1) {
      load.postpone(asking.work, new DateRange(pieces.get(1).first(), dates.last()), true);
      listener.found(1);
    }
    found(asking, asking.work.replaceRequests(first, batches.requests(report, first, videos)));
  }

  private static ReportResponse rows(UploadsListing listing, PendingRequest asking) {
    LocalDate day = asking.request().dates().first();
    return new ReportResponse(
        listing.uploads().stream()
            .filter(UploadedVideo::isVisible)
            .map(upload -> new ReportResponse.Line(day, upload.cells()))
            .toList());
  }

  /** Goes on with the requests that stand in the place of one whose videos were not known. */
  private void found(PendingRequest asking, PendingShard work) {
    List<PendingRequest> askings = work.askings();
    ledger.found(work, askings.size() - 1);
    listener.found(askings.size() - 1);
    budget.release(asking.releaseReserved());
    if (budget.reserve(askings.stream().mapToLong(each -> each.request().queries()).sum())) {
      askings.forEach(PendingRequest::reserve);
      askings.forEach(queue::add);
    } else {
      askings.forEach(each -> ledger.failed(each, budget.exceeded()));
    }
  }

  @Override
  public boolean isForLater(UploadsListing listing) {
    return stretch.isOver()
        || (listing.pages() >= MAX_PAGES_IN_TURN && !listing.isWhole() && !stretch.allClaimed());
  }

  @Override
  public void makesWay(PendingRequest asking) {
    postpone(asking, !stretch.isOver());
  }

  /** Lets a request begin again later. */
  private void postpone(PendingRequest asking, boolean behind) {
    load.postpone(asking.work, asking.request().dates(), behind);
    ledger.postponed(asking.work, List.of(asking));
  }

  @Override
  public void refused(PendingRequest asking, Failure failure) {
    ledger.failed(asking, failure);
  }

  @Override
  public void notAnswered(PendingRequest asking, AuthorizedChannel channel, ApiException failed) {
    stretch.notListed(asking, channel, failed);
  }
}
