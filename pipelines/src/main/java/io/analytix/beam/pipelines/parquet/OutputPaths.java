// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The names of the output's files, as relative paths. */
public final class OutputPaths {
  /** Prefix of the folder of a month: a Hive partition column whose name no report uses. */
  public static final String MONTH = "year_month=";

  /** Prefix of the folder of a run's outcomes. */
  public static final String RUN = "run=";

  /** Suffix of the files of a table. */
  public static final String PARQUET = ".parquet";

  /** The folder of all outcomes. */
  static final String OUTCOMES = "_outcomes";

  /** The folder of the pages about runs. */
  public static final String PAGES = "_runs";

  /** Suffix of the pages. */
  public static final String HTML = ".html";

  private OutputPaths() {}

  /** The path of one channel's file of a table. */
  static String file(String report, FileKey key, String channelId, @Nullable String contentOwner) {
    String folder = key.month() == null ? "" : MONTH + key.month() + "/";
    return report + "/" + folder + file(channelId, contentOwner);
  }

  /** The name of the files of a channel, which is the same in all tables. */
  static String file(String channelId, @Nullable String contentOwner) {
    return safe(channelId) + (contentOwner == null ? "" : "@" + safe(contentOwner)) + PARQUET;
  }

  /** The folder of a run's outcomes. */
  static String outcomes(String runId) {
    return OUTCOMES + "/" + RUN + safe(runId);
  }

  /** A file of a run's outcomes. */
  static String outcomes(String runId, String part) {
    return outcomes(runId) + "/part-" + part + PARQUET;
  }

  /** The page about a run. */
  static String page(String runId) {
    return PAGES + "/" + safe(runId) + HTML;
  }

  /** Escapes the text for a file name: keeps letters, digits, {@code - _} and inner dots. */
  public static String safe(String text) {
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
