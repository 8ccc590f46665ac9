// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The figures of the columns of matrix.tsv, as a reader finds them. */
final class Figures {
  private Figures() {}

  /** A reader with SQL and the tables counts, money, channels, count_months and money_months. */
  interface Sql {
    /** The only row of a query. */
    Object[] row(String query) throws Exception;
  }

  /** A reader of single columns. */
  interface Columns {
    /**
     * The values of a column of a folder of the output, with nulls: money as BigDecimal, counts,
     * days since 1970 and microseconds since 1970 as Number, flags as Boolean.
     */
    List<Object> column(String folder, String name) throws Exception;
  }

  private interface Text {
    String read() throws Exception;
  }

  /**
   * Prints the figures of a reader with SQL.
   *
   * @param quote quotes names of columns
   */
  static void print(Sql sql, String quote) {
    String day = quote + "day" + quote;
    String views = quote + "views" + quote;
    print("opens", "%s rows", sql, "SELECT count(*) FROM counts");
    print(
        "partitions",
        "2026-01: %s, 2026-02: %s",
        sql,
        "SELECT count(*) FILTER (WHERE year_month = '2026-01'),"
            + " count(*) FILTER (WHERE year_month = '2026-02') FROM counts");
    print(
        "money exact",
        "%s up to %s, %s in the month files",
        sql,
        "SELECT sum(estimated_revenue), max(estimated_revenue),"
            + " (SELECT sum(estimated_revenue) FROM money_months) FROM money");
    print(
        "64-bit exact",
        "%s up to %s",
        sql,
        "SELECT sum(%s), max(%s) FROM counts".formatted(views, views));
    print("days", "%s to %s", sql, "SELECT min(%s), max(%s) FROM counts".formatted(day, day));
    print("instants", "%s to %s", sql, "SELECT min(fetched_at), max(fetched_at) FROM counts");
    print(
        "added column",
        "%s in %s of %s",
        sql,
        "SELECT sum(likes), count(likes), count(*) FROM counts");
    print(
        "flags",
        "%s of %s",
        sql,
        "SELECT count(*) FILTER (WHERE hidden_subscriber_count), count(hidden_subscriber_count)"
            + " FROM channels");
    print(
        "month files",
        "%s rows, views %s, likes %s in %s",
        sql,
        "SELECT count(*), sum(%s), sum(likes), count(likes) FROM count_months".formatted(views));
  }

  private static void print(String cell, String figures, Sql sql, String query) {
    print(
        cell,
        () -> figures.formatted(Arrays.stream(sql.row(query)).map(Figures::text).toArray()));
  }

  private static Object text(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value instanceof Timestamp time
        ? micros(time.toInstant())
        : value instanceof OffsetDateTime time
            ? micros(time.toInstant())
            : value instanceof Instant time ? micros(time) : value;
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  /** Prints the figures of a reader without columns of folders. */
  static void print(Columns columns) {
    print("opens", () -> columns.column("counts_daily", "channel_id").size() + " rows");
    print("partitions", () -> "the reader has no columns of folders");
    print(
        "money exact",
        () -> {
          List<BigDecimal> all = money(columns, "money_daily");
          return "%s up to %s, %s in the month files"
              .formatted(
                  all.stream().reduce(BigDecimal.ZERO, BigDecimal::add),
                  Collections.max(all),
                  money(columns, "_months/money_daily").stream()
                      .reduce(BigDecimal.ZERO, BigDecimal::add));
        });
    print(
        "64-bit exact",
        () -> {
          List<Long> views = numbers(columns, "counts_daily", "views");
          return sum(views) + " up to " + Collections.max(views);
        });
    print(
        "days",
        () -> {
          List<Long> days = numbers(columns, "counts_daily", "day");
          return LocalDate.ofEpochDay(Collections.min(days))
              + " to "
              + LocalDate.ofEpochDay(Collections.max(days));
        });
    print(
        "instants",
        () -> {
          List<Long> times = numbers(columns, "counts_daily", "fetched_at");
          return Collections.min(times) + " to " + Collections.max(times);
        });
    print(
        "added column",
        () -> {
          List<Long> likes = numbers(columns, "counts_daily", "likes");
          int rows = columns.column("counts_daily", "likes").size();
          return sum(likes) + " in " + likes.size() + " of " + rows;
        });
    print(
        "flags",
        () -> {
          List<Object> flags = columns.column("channels", "hidden_subscriber_count");
          return Collections.frequency(flags, true) + " of " + flags.size();
        });
    print(
        "month files",
        () -> {
          List<Long> views = numbers(columns, "_months/counts_daily", "views");
          List<Long> likes = numbers(columns, "_months/counts_daily", "likes");
          return "%d rows, views %d, likes %d in %d"
              .formatted(views.size(), sum(views), sum(likes), likes.size());
        });
  }

  private static List<BigDecimal> money(Columns columns, String folder) throws Exception {
    return columns.column(folder, "estimated_revenue").stream()
        .map(BigDecimal.class::cast)
        .toList();
  }

  private static List<Long> numbers(Columns columns, String folder, String name)
      throws Exception {
    return columns.column(folder, name).stream()
        .filter(value -> value != null)
        .map(value -> ((Number) value).longValue())
        .toList();
  }

  private static long sum(List<Long> numbers) {
    return numbers.stream().reduce(0L, Math::addExact);
  }

  /** Prints a cell and its figures, or why they cannot be read. */
  private static void print(String cell, Text figures) {
    String printed;
    try {
      printed = figures.read();
    } catch (Exception e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      printed = cause.toString().lines().findFirst().orElse("");
    }
    System.out.println(cell + "\t" + printed);
  }
}
