// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes a large file of the YouTube Reporting API, with the columns of a live one. */
final class BulkFileWriter {
  static final String REPORT_TYPE = "channel_basic_a3";

  private static final String HEADER =
      "date,channel_id,video_id,live_or_on_demand,subscribed_status,country_code,views,"
          + "engaged_views,comments,likes,dislikes,shares,watch_time_minutes,"
          + "average_view_duration_seconds,average_view_duration_percentage,"
          + "annotation_click_through_rate,annotation_close_rate,annotation_impressions,"
          + "annotation_clickable_impressions,annotation_closable_impressions,annotation_clicks,"
          + "annotation_closes,card_click_rate,card_teaser_click_rate,card_impressions,"
          + "card_teaser_impressions,card_clicks,card_teaser_clicks,subscribers_gained,"
          + "subscribers_lost,videos_added_to_playlists,videos_removed_from_playlists,red_views,"
          + "red_watch_time_minutes";
  private static final int COUNTRIES = 150;
  private static final List<String> PLACES =
      List.of(
          "on_demand,subscribed",
          "on_demand,not_subscribed",
          "live,subscribed",
          "live,not_subscribed");
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private static final MathContext DIGITS = new MathContext(8);

  private final Random random = new Random(7);

  /** Writes a file. Each row has another combination of video, place and country. */
  static void write(Path file, String channelId, LocalDate day, int rows) throws IOException {
    new BulkFileWriter()
        .writeRows(file, day.format(DateTimeFormatter.BASIC_ISO_DATE) + "," + channelId, rows);
  }

  private void writeRows(Path file, String begin, int rows) throws IOException {
    List<String> countries = countries();
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(HEADER + "\n");
      String video = "";
      for (int row = 0; row < rows; row++) {
        int place = row / COUNTRIES % PLACES.size();
        if (row % (COUNTRIES * PLACES.size()) == 0) {
          video = text(11);
        }
        out.write(begin + "," + video + "," + PLACES.get(place) + ",");
        out.write(countries.get(row % COUNTRIES) + "," + metrics() + "\n");
      }
    }
  }

  /** Few views in most rows, so that most counts are zero, as in live files. */
  private String metrics() {
    int views = random.nextInt(8) == 0 ? 1 + random.nextInt(5_000) : 1 + random.nextInt(9);
    int engaged = views - random.nextInt(views);
    BigDecimal minutes = quotient(random.nextInt(1 + views * 240), 60);
    return String.join(
        ",",
        Integer.toString(views),
        Integer.toString(engaged),
        few(),
        few(),
        few(),
        few(),
        minutes.toPlainString(),
        quotient(random.nextInt(60_000), engaged * 100).toPlainString(),
        quotient(random.nextInt(10_000), engaged * 10).toPlainString(),
        "0,0,0,0,0,0,0,0,0",
        few() + ",0,0,0",
        few(),
        few(),
        few(),
        few(),
        few(),
        random.nextInt(4) == 0 ? quotient(random.nextInt(1_000), 60).toPlainString() : "0");
  }

  private String few() {
    return random.nextInt(6) == 0 ? Integer.toString(random.nextInt(20)) : "0";
  }

  private static BigDecimal quotient(int of, int by) {
    return new BigDecimal(of).divide(new BigDecimal(by), DIGITS);
  }

  private List<String> countries() {
    List<String> countries = new ArrayList<>();
    for (int number = 0; number < COUNTRIES; number++) {
      countries.add("" + (char) ('A' + number / 26) + (char) ('A' + number % 26));
    }
    return countries;
  }

  private String text(int length) {
    StringBuilder text = new StringBuilder();
    for (int place = 0; place < length; place++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
