// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import io.analytix.beam.channel.ChannelIdentity;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of the output's files, as relative paths. */
public final class OutputPaths {
  /**
   * Prefix of a month's folder: a Hive partition column, unlike the name of any report's column.
   */
  public static final String MONTH = "year_month=";

  /** Prefix of the folder of a run's outcomes. */
  public static final String RUN = "run=";

  /** Suffix of every file of a table. */
  public static final String PARQUET = ".parquet";

  /** The folder of all outcomes. */
  public static final String OUTCOMES = "_outcomes";

  /** The folder of what each run knew of its bulk jobs. */
  public static final String JOBS = "_jobs";

  /** The folder of the files that have the rows of all channels of a month. */
  public static final String MONTH_FILES = "_months";

  /** The folder of the pages about runs. */
  static final String PAGES = "_runs";

  /** The folder of files that were set aside because they are damaged. */
  public static final String DAMAGED = "_damaged";

  /** Suffix of every page. */
  static final String HTML = ".html";

  /** What follows the channel or content owner in the name of a bulk file. */
  private static final Pattern BULK_DAY = Pattern.compile("[0-9-]+[.]parquet");

  /** The bytes of characters that {@link #safe} escapes. */
  private static final Pattern ESCAPED = Pattern.compile("(%[0-9A-F]{2})+");

  private OutputPaths() {}

  /**
   * The file of one channel's rows of a table.
   *
   * @param month null for a snapshot, which has no months
   */
  public static String file(
      String report, @Nullable YearMonth month, String channelId, @Nullable String contentOwner) {
    String folder = month == null ? "" : MONTH + month + "/";
    return report + "/" + folder + file(channelId, contentOwner);
  }

  /**
   * The file of one day of a bulk report type.
   *
   * @param channelId the channel; null if the file is a content owner's
   */
  public static String bulkFile(
      String reportType, LocalDate day, @Nullable String channelId, @Nullable String contentOwner) {
    return reportType
        + "/"
        + MONTH
        + YearMonth.from(day)
        + "/"
        + bulkPrefix(channelId, contentOwner)
        + day
        + PARQUET;
  }

  /** How the names of all bulk files of a channel or content owner begin. */
  public static String bulkPrefix(@Nullable String channelId, @Nullable String contentOwner) {
    return (contentOwner == null ? safe(String.valueOf(channelId)) : "@" + safe(contentOwner))
        + ".";
  }

  /** Whether a file of this name has rows of a channel only, or of a channel of a content owner. */
  public static boolean isOf(String name, String channelId, @Nullable String contentOwner) {
    return name.equals(file(channelId, contentOwner))
        || (contentOwner == null && isBulkFile(name, bulkPrefix(channelId, null)));
  }

  /** The channel of a file of a table, by its name; empty if it is another kind of file. */
  public static Optional<ChannelIdentity> channelOf(String name) {
    if (!name.endsWith(PARQUET)) {
      return Optional.empty();
    }
    String stem = name.substring(0, name.length() - PARQUET.length());
    int at = stem.indexOf('@');
    ChannelIdentity channel =
        at < 0
            ? new ChannelIdentity(unescaped(stem), null)
            : new ChannelIdentity(
                unescaped(stem.substring(0, at)), unescaped(stem.substring(at + 1)));
    return name.equals(file(channel.channelId(), channel.contentOwner()))
        ? Optional.of(channel)
        : Optional.empty();
  }

  /** The text of a {@link #safe} name. */
  private static String unescaped(String safe) {
    return ESCAPED
        .matcher(safe)
        .replaceAll(
            bytes ->
                Matcher.quoteReplacement(
                    new String(
                        HexFormat.of().parseHex(bytes.group().replace("%", "")),
                        StandardCharsets.UTF_8)));
  }

  /** Whether a file of this name has rows of a content owner only. */
  public static boolean isOfContentOwner(String name, String contentOwner) {
    return name.endsWith("@" + safe(contentOwner) + PARQUET)
        || isBulkFile(name, bulkPrefix(null, contentOwner));
  }

  private static boolean isBulkFile(String name, String prefix) {
    return name.startsWith(prefix) && BULK_DAY.matcher(name.substring(prefix.length())).matches();
  }

  /** The archived file of one generation of a day of a bulk report type. */
  public static String archived(String reportType, String owner, LocalDate day, String reportId) {
    return "%s/%s/%s.%s.csv.gz"
        .formatted(safe(reportType), archiveFolder(owner), day, safe(reportId));
  }

  /** The folder of a channel's or content owner's files in the archive of a report type. */
  public static String archiveFolder(String owner) {
    return safe(owner);
  }

  /** The name of every file of a channel. */
  public static String file(String channelId, @Nullable String contentOwner) {
    return safe(channelId) + (contentOwner == null ? "" : "@" + safe(contentOwner)) + PARQUET;
  }

  /**
   * The file of all channels' rows of a month of a table.
   *
   * @param month as in {@link #MONTH}
   */
  public static String monthFile(String report, String month) {
    return MONTH_FILES + "/" + report + "/" + month + PARQUET;
  }

  /** The folder of a run's outcomes. */
  public static String outcomes(String runId) {
    return OUTCOMES + "/" + RUN + safe(runId);
  }

  /** A file of a run's outcomes. */
  public static String outcomes(String runId, String part) {
    return outcomes(runId) + "/part-" + part + PARQUET;
  }

  /** A file of the bulk jobs of a run. */
  public static String jobs(String runId, String part) {
    return JOBS + "/" + RUN + safe(runId) + "/part-" + part + PARQUET;
  }

  /** The page about a run. */
  public static String page(String runId) {
    return PAGES + "/" + safe(runId) + HTML;
  }

  /** The text as one file name: escapes all but letters, digits, {@code - _} and inner dots. */
  static String safe(String text) {
    StringBuilder name = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_'
              || (c == '.' && name.length() > 0);
      name.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return name.toString();
  }
}
