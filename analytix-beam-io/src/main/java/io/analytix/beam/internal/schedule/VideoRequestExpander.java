// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.access.UploadsListing;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.internal.youtube.UploadedVideo;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.VideoBatches;
import io.analytix.beam.report.ReportDefinition;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a request that needs its channel's uploads into what follows from their list: for a table
 * of videos the list itself is the response, for a report of every video there are requests in
 * batches.
 */
record VideoRequestExpander(VideoBatches batches) {

  /**
   * What a request becomes.
   *
   * @param response the response, null if requests take the request's place
   * @param requests those requests: for as many days as fit between two checkpoints
   * @param rows how many rows they may have
   * @param rest the days that have to come later, null if there are none
   */
  record Expansion(
      @Nullable ReportResponse response,
      List<PendingRequest> requests,
      long rows,
      @Nullable DateRange rest) {}

  /** Expands a request whose channel's uploads are all known. */
  Expansion expand(PendingRequest request, UploadsListing listing) {
    ReportDefinition report = request.request().report();
    DateRange dates = request.request().dates();
    if (report.source().isSnapshot()) {
      return new Expansion(response(listing, dates.first()), List.of(), 0, null);
    }
    List<String> videos = listing.videos();
    if (videos.isEmpty()) {
      return new Expansion(ReportResponse.EMPTY, List.of(), 0, null);
    }
    List<DateRange> pieces = batches.pieces(dates, videos.size());
    DateRange first = pieces.get(0);
    PendingShard shard =
        request.shard.replaceRequests(first, batches.requests(report, first, videos));
    return new Expansion(
        null,
        shard.pending(),
        VideoBatches.rows(first, videos.size()),
        pieces.size() == 1 ? null : new DateRange(pieces.get(1).first(), dates.last()));
  }

  private static ReportResponse response(UploadsListing listing, LocalDate day) {
    return new ReportResponse(
        listing.uploads().stream()
            .filter(UploadedVideo::isVisible)
            .map(upload -> new ReportResponse.Line(day, upload.cells()))
            .toList());
  }
}
