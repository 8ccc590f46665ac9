// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.world.Metric.Count;
import io.analytix.beam.testing.world.Metric.CurvePoint;
import io.analytix.beam.testing.world.Metric.Money;
import io.analytix.beam.testing.world.Metric.PerThousand;
import io.analytix.beam.testing.world.Metric.Ratio;
import io.analytix.beam.testing.world.Metric.WholeRatio;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The metrics of the simulated API, and the names of those that it does not support. */
public final class Metrics {
  /** The internal quantity behind {@code averageViewPercentage}. */
  private static final String VIEWED_PERMILLE = "viewedPermille";

  private static final Map<String, Metric> SERVED = new LinkedHashMap<>();
  private static final Map<String, Integer> PERMILLE = new LinkedHashMap<>();

  /** Known to the API, but not supported by any report type. */
  private static final Set<String> ALWAYS_REFUSED =
      Set.of("videoThumbnailImpressions", "videoThumbnailImpressionsClickRate");

  static {
    PERMILLE.put(VIEWED_PERMILLE, 450_000);
    count("views", 1000);
    count("engagedViews", 700);
    count("redViews", 60);
    count("estimatedMinutesWatched", 3500);
    count("estimatedRedMinutesWatched", 210);
    count("comments", 5);
    count("likes", 40);
    count("dislikes", 1);
    count("shares", 8);
    count("videosAddedToPlaylists", 12);
    count("videosRemovedFromPlaylists", 4);
    count("subscribersGained", 6);
    count("subscribersLost", 2);
    count("cardImpressions", 300);
    count("cardClicks", 10);
    count("cardTeaserImpressions", 400);
    count("cardTeaserClicks", 12);
    // The API still returns the metrics of annotations, which no longer exist.
    count("annotationImpressions", 0);
    count("annotationClickableImpressions", 0);
    count("annotationClosableImpressions", 0);
    count("annotationClicks", 0);
    count("annotationCloses", 0);
    serve("averageViewDuration", false, new WholeRatio("estimatedMinutesWatched", "views", 60));
    serve("averageViewPercentage", false, new Ratio(VIEWED_PERMILLE, "views", 0.1));
    serve("cardClickRate", false, new Ratio("cardClicks", "cardImpressions", 1));
    serve("cardTeaserClickRate", false, new Ratio("cardTeaserClicks", "cardTeaserImpressions", 1));
    serve(
        "annotationClickThroughRate",
        false,
        new Ratio("annotationClicks", "annotationClickableImpressions", 1));
    serve(
        "annotationCloseRate",
        false,
        new Ratio("annotationCloses", "annotationClosableImpressions", 1));
    money("estimatedRevenue");
    money("estimatedAdRevenue");
    money("grossRevenue");
    money("estimatedRedPartnerRevenue");
    count("monetizedPlaybacks", 400, true);
    count("adImpressions", 500, true);
    serve("cpm", true, new PerThousand("grossRevenue", "adImpressions"));
    serve("playbackBasedCpm", true, new PerThousand("grossRevenue", "monetizedPlaybacks"));
    serve("viewerPercentage", false, new Ratio("views", RowCells.VIEWS_OF_ALL, 100));
    count("playlistViews", 90);
    count("playlistStarts", 30);
    count("playlistEstimatedMinutesWatched", 280);
    count("playlistSaves", 3);
    serve(
        "playlistAverageViewDuration",
        false,
        new WholeRatio("playlistEstimatedMinutesWatched", "playlistViews", 60));
    serve(
        "averageTimeInPlaylist",
        false,
        new WholeRatio("playlistEstimatedMinutesWatched", "playlistStarts", 1));
    serve("viewsPerPlaylistStart", false, new Ratio("playlistViews", "playlistStarts", 1));
    count("membershipsCancellationSurveyResponses", 2);
    serve("audienceWatchRatio", false, new Ratio(RetentionCurve.IMPRESSIONS, "views", 1));
    serve(
        "relativeRetentionPerformance",
        false,
        new Ratio(RetentionCurve.RELATIVE_PERMILLE, RetentionCurve.THOUSAND, 1));
    realCurvePoint("totalSegmentImpressions", RetentionCurve.IMPRESSIONS);
    realCurvePoint(RetentionCurve.STARTED, RetentionCurve.STARTED);
    realCurvePoint(RetentionCurve.STOPPED, RetentionCurve.STOPPED);
    curvePoint(StreamCurve.AVERAGE);
    curvePoint(StreamCurve.PEAK);
  }

  private Metrics() {}

  /** Returns the metric with this name, if supported. */
  public static Optional<Metric> find(String name) {
    return Optional.ofNullable(SERVED.get(name));
  }

  /** Returns the metric with this name, which must be supported. */
  public static Metric get(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("unsupported metric: " + name));
  }

  /** Returns whether the API knows the name. */
  public static boolean isKnown(String name) {
    return SERVED.containsKey(name) || ALWAYS_REFUSED.contains(name);
  }

  /** Returns whether the metric is additive over days. */
  public static boolean addsUp(String name) {
    return find(name)
        .map(Metric::formula)
        .filter(formula -> formula instanceof Count || formula instanceof Money)
        .isPresent();
  }

  /** Returns the approximate number per thousand views; empty for amounts. */
  static Optional<Integer> permille(String part) {
    return Optional.ofNullable(PERMILLE.get(part));
  }

  /** Returns the part to aggregate instead of a part: views for points of a curve. */
  static String countedAs(String part) {
    boolean money = find(part).filter(Metric::monetary).isPresent();
    return money || PERMILLE.containsKey(part) ? part : AggregationSpec.VIEWS;
  }

  /** The API returns counts of a retention curve as FLOAT. */
  private static void realCurvePoint(String name, String part) {
    serve(name, false, new Ratio(part, RetentionCurve.ONE, 1));
  }

  private static void curvePoint(String name) {
    serve(name, false, new CurvePoint(name));
  }

  private static void count(String name, int permille) {
    count(name, permille, false);
  }

  private static void count(String name, int permille, boolean monetary) {
    PERMILLE.put(name, permille);
    serve(name, monetary, new Count(name));
  }

  private static void money(String name) {
    serve(name, true, new Money(name));
  }

  private static void serve(String name, boolean monetary, Metric.Formula formula) {
    boolean whole =
        !(formula instanceof Money || formula instanceof Ratio || formula instanceof PerThousand);
    SERVED.put(
        name, new Metric(name, whole ? Metric.Type.INTEGER : Metric.Type.FLOAT, monetary, formula));
  }
}
