// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.report.ReportDefinition;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits a video query into requests, once a channel's videos are known: the fewest within the
 * API's limit of 500 ids and the maximum number of rows.
 *
 * @param maxRows maximum rows of a response: videos times days
 */
public record VideoBatches(int maxRows) implements Serializable {
  /** Maximum ids in a filter of the API. */
  public static final int MAX_IDS = 500;

  /** Maximum videos times days for which the API accepts traffic sources. */
  private static final int MAX_TRAFFIC_SOURCE_ROWS = 50_000;

  /** Maximum rows of a shard with several months: a shard is one element, held in memory. */
  static final int MAX_SHARD_ROWS = 250_000;

  /** 500 videos for 100 days: the API has not cut a response of this size. */
  public static final VideoBatches DEFAULT = new VideoBatches(50_000);

  public VideoBatches {
    if (maxRows < 1) {
      throw new IllegalArgumentException("maxRows must be at least 1, but was " + maxRows);
    }
  }

  /**
   * Days whose rows are fetched and stored together, oldest first: all days, or else whole months,
   * because no two shards may write the same file.
   */
  public List<DateRange> pieces(DateRange dates, int videos) {
    List<DateRange> pieces = new ArrayList<>();
    for (DateRange month : dates.months().map(dates::within).toList()) {
      int newest = pieces.size() - 1;
      DateRange joined =
          newest < 0 ? month : new DateRange(pieces.get(newest).first(), month.last());
      if (newest < 0 || rows(joined, videos) > MAX_SHARD_ROWS) {
        pieces.add(month);
      } else {
        pieces.set(newest, joined);
      }
    }
    return pieces;
  }

  /** The requests for these days of these videos. */
  public List<ReportRequest> requests(
      ReportDefinition report, DateRange dates, List<String> videos) {
    int count = count(report, dates, videos.size());
    return IntStream.range(0, count)
        .mapToObj(i -> videos.subList(part(i, count, videos), part(i + 1, count, videos)))
        .map(batch -> new ReportRequest(report, dates, batch))
        .toList();
  }

  /** The number of requests for these days of this number of videos. */
  public int count(ReportDefinition report, DateRange dates, int videos) {
    long rows = report.isOfTrafficToVideos() ? Math.min(maxRows, MAX_TRAFFIC_SOURCE_ROWS) : maxRows;
    int maxVideos = (int) Math.max(1, Math.min(MAX_IDS, rows / rows(dates, 1)));
    return (videos + maxVideos - 1) / maxVideos;
  }

  /** The maximum number of rows. */
  public static long rows(DateRange dates, int videos) {
    return dates.days().count() * videos;
  }

  private static int part(int index, int count, List<String> videos) {
    return (int) ((long) videos.size() * index / count);
  }
}
