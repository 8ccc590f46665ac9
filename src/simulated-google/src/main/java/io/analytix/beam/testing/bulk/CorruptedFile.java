// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import io.analytix.beam.testing.server.HttpReply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes the form of files. Other responses remain unchanged. */
public final class CorruptedFile {
  private CorruptedFile() {}

  public static HttpReply withoutLastCell(HttpReply reply) {
    return changed(reply, lines -> lastChanged(lines, row -> row.subList(0, row.size() - 1)));
  }

  public static HttpReply withOtherDate(HttpReply reply) {
    return changed(
        reply,
        lines -> {
          int date = lines.get(0).indexOf("date");
          return lastChanged(lines, row -> replaced(row, date, "20010101"));
        });
  }

  /** Removes the video, or the last column of a file without videos. */
  public static HttpReply withoutColumn(HttpReply reply) {
    return changed(
        reply,
        lines -> {
          int video = lines.get(0).indexOf("video_id");
          int place = video < 0 ? lines.get(0).size() - 1 : video;
          return lines.stream().map(row -> without(row, place)).toList();
        });
  }

  public static HttpReply withColumnTwice(HttpReply reply) {
    return changed(
        reply,
        lines -> lines.stream().map(row -> replaced(row, row.size() - 1, row.get(0))).toList());
  }

  public static HttpReply withRowTwice(HttpReply reply) {
    return changed(
        reply,
        lines -> {
          List<List<String>> more = new ArrayList<>(lines);
          more.add(lines.get(lines.size() - 1));
          return more;
        });
  }

  public static HttpReply withoutNumber(HttpReply reply) {
    return changed(
        reply, lines -> lastChanged(lines, row -> replaced(row, row.size() - 1, "many")));
  }

  /** Returns the same content, with everything that RFC 4180 allows. */
  public static HttpReply withQuotes(HttpReply reply) {
    return reply.status() == 200
        ? reply.withBody("\uFEFF" + CsvText.quoted(CsvText.parse(reply.body())))
        : reply;
  }

  private static List<List<String>> lastChanged(
      List<List<String>> lines, UnaryOperator<List<String>> change) {
    List<List<String>> changed = new ArrayList<>(lines);
    changed.set(lines.size() - 1, change.apply(lines.get(lines.size() - 1)));
    return changed;
  }

  private static List<String> replaced(List<String> row, int place, String cell) {
    List<String> changed = new ArrayList<>(row);
    if (place >= 0) {
      changed.set(place, cell);
    }
    return changed;
  }

  private static List<String> without(List<String> row, int place) {
    List<String> changed = new ArrayList<>(row);
    changed.remove(place);
    return changed;
  }

  /** Changes a file that has rows. */
  private static HttpReply changed(HttpReply reply, UnaryOperator<List<List<String>>> change) {
    if (reply.status() != 200) {
      return reply;
    }
    List<List<String>> lines = CsvText.parse(reply.body());
    return lines.size() < 2 ? reply : reply.withBody(CsvText.of(change.apply(lines)));
  }
}
