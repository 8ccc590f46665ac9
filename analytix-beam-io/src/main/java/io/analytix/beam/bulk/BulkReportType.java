// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.bulk;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A report type of the YouTube Reporting API, as the catalogue knows it. Whether a channel can have
 * it is known only to {@code reportTypes.list}.
 *
 * @param id such as {@code channel_basic_a3}; also the name of the table
 * @param name what Google calls it
 * @param systemManaged whether YouTube itself makes the jobs, for content owners only
 * @param monetary whether it needs the scope yt-analytics-monetary.readonly
 * @param successor the next version, null if none is known
 * @param announced when the version was announced, null if that is unknown
 * @param endedOn the last day of which Google made files, null if that is unknown or it still does
 * @param columns of its files, the dimensions first; empty if they are not known
 */
public record BulkReportType(
    String id,
    String name,
    Audience audience,
    boolean systemManaged,
    boolean monetary,
    State state,
    @Nullable String successor,
    @Nullable LocalDate announced,
    @Nullable LocalDate endedOn,
    List<BulkColumn> columns) {

  private static final Pattern ID = Pattern.compile("([a-z][a-z0-9_]*)_a([0-9]{1,3})");

  public BulkReportType {
    columns = List.copyOf(columns);
  }

  /** Whose jobs have it. */
  public enum Audience {
    /** A channel, with its own consent. */
    CHANNEL,
    /** A content owner; requests name it in {@code onBehalfOfContentOwner}. */
    CONTENT_OWNER
  }

  /** What is known of its future. */
  public enum State {
    /** Google makes files of it. */
    CURRENT,
    /** Sources disagree: ask {@code reportTypes.list}. */
    UNCLEAR,
    /** Google makes no more files of it, or stops soon. */
    RETIRED
  }

  /** Whether the columns of its files are known. */
  public boolean hasKnownColumns() {
    return !columns.isEmpty();
  }

  /** Its id without the version, such as {@code channel_basic}. */
  public String family() {
    return family(id).orElse(id);
  }

  /** The version, such as 3; 0 if the id has none. */
  public int version() {
    Matcher matcher = ID.matcher(id);
    return matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
  }

  /** The id without the version; empty if it is no id of a report type. */
  static Optional<String> family(String id) {
    Matcher matcher = ID.matcher(id);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
