// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.access.UploadsListing;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.internal.youtube.UploadedVideo;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.VideoBatches;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.IdChoice;
import io.analytix.beam.report.ReportDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a request that needs a list of ids into what follows from it: requests for what the videos
 * are, for every video in batches, or one for each id that was chosen.
 */
record VideoRequestExpander(VideoBatches batches) {
  /** Maximum ids of {@code videos.list}. */
  private static final int MAX_VIDEOS = UploadsListing.VIDEOS_PER_UNIT;

  /** About as many rows as a response about one id has. */
  private static final long ROWS_PER_ID = 100;

  /**
   * What takes the place of a request.
   *
   * @param requests for as many days as fit between two checkpoints; empty if there are no ids
   * @param rows how many rows they may have
   * @param rest the days that have to come later, null if there are none
   */
  record Expansion(List<PendingRequest> requests, long rows, @Nullable DateRange rest) {}

  /** Expands a request whose channel's uploads are all known. */
  Expansion expand(PendingRequest request, UploadsListing listing) {
    ReportDefinition report = request.request().report();
    DateRange dates = request.request().dates();
    IdChoice each = report.each();
    if (each != null) {
      return perId(request, listing.videos(each, dates.last()));
    }
    List<String> videos = listing.videos();
    if (videos.isEmpty()) {
      return new Expansion(List.of(), 0, null);
    }
    List<DateRange> pieces = batches.pieces(dates, videos.size());
    DateRange first = pieces.get(0);
    PendingShard shard =
        request.shard.replaceRequests(first, batches.requests(report, first, videos));
    return new Expansion(
        shard.pending(),
        VideoBatches.rows(first, videos.size()),
        pieces.size() == 1 ? null : new DateRange(pieces.get(1).first(), dates.last()));
  }

  /** Expands a request into one for each id. */
  Expansion perId(PendingRequest request, List<String> ids) {
    ReportRequest planned = request.request();
    PendingShard shard =
        request.shard.replaceRequests(planned.dates(), ids.stream().map(planned::of).toList());
    return new Expansion(shard.pending(), ids.size() * ROWS_PER_ID, null);
  }

  /** The ids of a list that has them in its first column, as far as they are chosen. */
  static List<String> chosen(IdChoice each, ReportResponse list) {
    return list.lines().stream()
        .map(line -> String.valueOf(line.cells().get(0)))
        .filter(UploadedVideo::canBeNamed)
        .filter(id -> each.kind() != IdChoice.Kind.LISTED || each.ids().contains(id))
        .toList();
  }

  /**
   * Goes on with requests for what the listed videos are. Of a private video that the account may
   * not see, and of an id that a list of ids cannot contain, the list of uploads is all there is.
   */
  void describe(PendingRequest request, UploadsListing listing) {
    ReportRequest planned = request.request();
    ReportDefinition report = planned.report();
    List<ReportResponse.Line> listed = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (UploadedVideo upload : listing.uploads()) {
      if (upload.isDescribed()) {
        others.add(upload.video());
      } else if (upload.exists()) {
        listed.add(new ReportResponse.Line(planned.dates().first(), cells(report, upload)));
      }
    }
    List<ReportRequest> parts = new ArrayList<>();
    for (int i = 0; i < others.size(); i += MAX_VIDEOS) {
      List<String> videos = others.subList(i, Math.min(others.size(), i + MAX_VIDEOS));
      parts.add(new ReportRequest(report, planned.dates(), videos));
    }
    request.uploadsListed(listed, parts);
  }

  private static List<@Nullable Object> cells(ReportDefinition report, UploadedVideo upload) {
    List<@Nullable Object> cells = new ArrayList<>();
    for (Column column : report.columns()) {
      cells.add(
          switch (column.apiName()) {
            case ReportDefinition.VIDEO -> upload.video();
            case "title" -> upload.isVisible() ? upload.title() : null;
            case "publishedAt" -> upload.publishedAt();
            case "privacyStatus" -> upload.privacyStatus();
            default -> null;
          });
    }
    return cells;
  }
}
