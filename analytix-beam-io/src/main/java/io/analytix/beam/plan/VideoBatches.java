// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.report.ReportDefinition;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts a report of every video into requests, once a channel's videos are known. As few as the
 * bounds allow: 500 ids a request, which the API sets, and so many rows a request.
 *
 * @param mostRows how many rows a request may ask for at most: videos times days
 */
public record VideoBatches(int mostRows) implements Serializable {
  /** The API refuses a filter of more ids. */
  public static final int MAX_IDS = 500;

  /** Traffic sources of more videos times days are refused. */
  private static final int MAX_TRAFFIC_SOURCE_ROWS = 50_000;

  /** A shard is one element, in memory as a whole; a month of it is one file, and never cut. */
  static final int MAX_SHARD_ROWS = 250_000;

  /** 500 videos for 100 days: no answer as large was seen to be cut. */
  public static final VideoBatches DEFAULT = new VideoBatches(50_000);

  public VideoBatches {
    if (mostRows < 1) {
      throw new IllegalArgumentException("mostRows must be at least 1, but was " + mostRows);
    }
  }

  /**
   * Days whose rows are fetched and stored together, oldest first: all of them where that is not
   * too much, else some months at a time, because no two shards may write the same file.
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

  /** How many requests there are for these days of so many videos. */
  public int count(ReportDefinition report, DateRange dates, int videos) {
    long rows =
        report.isOfTrafficToVideos() ? Math.min(mostRows, MAX_TRAFFIC_SOURCE_ROWS) : mostRows;
    int most = (int) Math.max(1, Math.min(MAX_IDS, rows / rows(dates, 1)));
    return (videos + most - 1) / most;
  }

  /** How many rows there may be. */
  public static long rows(DateRange dates, int videos) {
    return dates.days().count() * videos;
  }

  private static int part(int index, int count, List<String> videos) {
    return (int) ((long) videos.size() * index / count);
  }
}
