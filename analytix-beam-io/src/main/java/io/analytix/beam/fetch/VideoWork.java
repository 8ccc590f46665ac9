// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.outcome.Failure;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.VideoBatches;
import io.analytix.beam.report.ReportDefinition;
import java.time.LocalDate;
import java.util.List;

/**
 * What becomes of a request once its channel's uploads are known: their list is the answer, or each
 * video is asked for, in batches, and as many days at a time as fit a stretch.
 */
final class VideoWork implements ListingDesk.Users {
  /**
   * A list of more pages makes way for other channels: these would wait for all of its requests.
   */
  private static final int MANY_PAGES = 10;

  private final VideoBatches batches;
  private final LaneListener listener;
  private final DayBudget budget;
  private final LaneLoad load;
  private final SendQueue queue;
  private final Ledger ledger;
  private final Stretch stretch;

  /** What a long list may have to make way for, and what goes wrong with one. */
  interface Stretch {
    /** Nothing more is begun in it. */
    boolean isOver();

    /** Nothing more is there to be begun. */
    boolean allClaimed();

    /** A list of uploads was not answered. */
    void notListed(Asking asking, OpenChannel channel, FetchException failed);
  }

  VideoWork(
      VideoBatches batches,
      LaneListener listener,
      DayBudget budget,
      LaneLoad load,
      SendQueue queue,
      Ledger ledger,
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
  public void listed(Asking asking, Listing listing) {
    ReportDefinition report = asking.request().report();
    List<String> videos = listing.videos();
    if (report.isSnapshot() || videos.isEmpty()) {
      ledger.answered(asking, report.isSnapshot() ? rows(listing, asking) : ReportTable.EMPTY);
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
    found(asking, asking.work.with(first, batches.requests(report, first, videos)));
  }

  private static ReportTable rows(Listing listing, Asking asking) {
    LocalDate day = asking.request().dates().first();
    return new ReportTable(
        listing.uploads().stream()
            .filter(Upload::isVisible)
            .map(upload -> new ReportTable.Line(day, upload.cells()))
            .toList());
  }

  /** Goes on with the requests that stand in the place of one whose videos were not known. */
  private void found(Asking asking, ShardWork work) {
    List<Asking> askings = work.askings();
    ledger.found(work, askings.size() - 1);
    listener.found(askings.size() - 1);
    budget.release(asking);
    if (budget.reserve(askings)) {
      askings.forEach(queue::add);
    } else {
      askings.forEach(each -> ledger.failed(each, budget.exceeded()));
    }
  }

  @Override
  public boolean isForLater(Listing listing) {
    return stretch.isOver()
        || (listing.pages() >= MANY_PAGES && !listing.isWhole() && !stretch.allClaimed());
  }

  @Override
  public void makesWay(Asking asking) {
    postpone(asking, !stretch.isOver());
  }

  /** Lets a request begin again later. */
  private void postpone(Asking asking, boolean behind) {
    load.postpone(asking.work, asking.request().dates(), behind);
    ledger.postponed(asking.work, List.of(asking));
  }

  @Override
  public void refused(Asking asking, Failure failure) {
    ledger.failed(asking, failure);
  }

  @Override
  public void notAnswered(Asking asking, OpenChannel channel, FetchException failed) {
    stretch.notListed(asking, channel, failed);
  }
}
