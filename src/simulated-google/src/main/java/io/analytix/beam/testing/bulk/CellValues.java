// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.world.KeyedRandom;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The cells of an owner's rows, as Google writes them. */
final class CellValues {
  private static final List<String> TEXTS =
      List.of(
          "google search",
          "beam vs flink, \"which one?\"",
          "\u52D5\u753B \u5206\u6790",
          "\u0645\u0631\u062D\u0628\u0627",
          "\uD83E\uDD80 crab",
          "-x9_BBBBB02",
          "two\nlines",
          " spaces ",
          "\"",
          "NULL",
          "\\N",
          "0012",
          "=1+1",
          "'; DROP TABLE t; --",
          "tab\there",
          "https://www.example.com/a?b=c,d&e",
          "");
  private static final List<String> COUNTRIES =
      List.of("US", "DE", "JP", "BR", "IN", "FR", "GB", "NO", "NA", "ZZ");
  private static final List<String> PROVINCES = List.of("US-CA", "US-NY", "US-TX", "US-ZZ");

  /** Metrics that rows without a video have. */
  private static final Set<String> OF_CHANNEL = Set.of("subscribers_gained", "subscribers_lost");

  /** Metrics that Google takes back after an audit. */
  private static final Set<String> SIGNED = Set.of("likes", "dislikes");

  private final List<Place> places;

  /** A channel, its videos and its playlists. */
  private record Place(String channelId, List<String> videos, List<String> playlists) {}

  CellValues(List<SimulatedChannel> channels) {
    this.places =
        channels.stream()
            .map(channel -> new Place(channel.id(), channel.videos(), channel.playlists()))
            .toList();
  }

  /**
   * Returns the cells of a row.
   *
   * @param version how often the metrics were restated
   */
  Map<String, String> row(
      BulkReportType type, KeyedRandom ofRow, int version, LocalDate day, LocalDate end) {
    Place place = places.get((int) ofRow.with("channel").below(places.size()));
    boolean hasGained = type.columns().stream().anyMatch(one -> OF_CHANNEL.contains(one.name()));
    boolean ofChannel = hasGained && ofRow.with("of channel").happens(0.15);
    Map<String, String> cells = new LinkedHashMap<>();
    for (BulkColumn column : type.columns()) {
      KeyedRandom random = ofRow.with(column.name());
      String name = column.name();
      if (column.type() == CellType.DAY) {
        cells.put(name, day(random, day, end));
      } else if (column.isKey()) {
        cells.put(name, ofChannel && name.equals("video_id") ? "" : key(name, random, place));
      } else if (ofChannel && !OF_CHANNEL.contains(name)) {
        cells.put(name, "");
      } else {
        cells.put(name, metric(column, random.with(version)));
      }
    }
    return cells;
  }

  static String text(KeyedRandom random) {
    return oneOf(TEXTS, random);
  }

  private static String day(KeyedRandom random, LocalDate day, LocalDate end) {
    return day.plusDays(random.below(ChronoUnit.DAYS.between(day, end)))
        .format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  private static String key(String name, KeyedRandom random, Place place) {
    return switch (name) {
      case "channel_id" -> place.channelId();
      case "video_id" -> place.videos().isEmpty() ? "" : oneOf(place.videos(), random);
      case "playlist_id" -> place.playlists().isEmpty() ? "" : oneOf(place.playlists(), random);
      case "country_code" -> oneOf(COUNTRIES, random);
      case "province_code" -> oneOf(PROVINCES, random);
      case "asset_id" -> "A" + random.text(15, "0123456789");
      case "age_group", "gender", "subscribed_status" ->
          random.with("withheld").happens(0.1) ? "" : oneOf(BulkReportTypes.values(name), random);
      default -> {
        List<String> codes = BulkReportTypes.values(name);
        yield codes.isEmpty() ? text(random) : oneOf(codes, random);
      }
    };
  }

  private static String metric(BulkColumn column, KeyedRandom random) {
    if (random.with("empty").happens(0.02)) {
      return "";
    }
    boolean isZero = random.with("zero").happens(0.25);
    return switch (column.type()) {
      case INTEGER -> isZero ? "0" : integer(column.name(), random);
      case DOUBLE -> isZero ? "0" : decimal(random, 1_000_000_000_000_000_000L, 18);
      case DECIMAL -> isZero ? "0" : decimal(random, 1_000_000_000_000L, 6);
      case DAY, TEXT -> text(random);
    };
  }

  private static String integer(String name, KeyedRandom random) {
    if (SIGNED.contains(name) && random.with("sign").happens(0.2)) {
      return "-" + (1 + random.below(9));
    }
    // No double represents the first one.
    return random.with("huge").happens(0.01)
        ? "9007199254740993"
        : Long.toString(1 + random.below(random.with("small").below(2) == 0 ? 10 : 100_000));
  }

  private static String decimal(KeyedRandom random, long bound, int maxScale) {
    long digits = random.below(random.with("short").below(2) == 0 ? 10_000 : bound);
    return BigDecimal.valueOf(digits, (int) random.with("scale").below(maxScale + 1))
        .toPlainString();
  }

  private static String oneOf(List<String> values, KeyedRandom random) {
    return values.get((int) random.below(values.size()));
  }
}
