// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.sql;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dataset: {@code project:dataset}.
 *
 * @param project the project id, which may have a domain before a colon
 */
public record DatasetName(String project, String dataset) implements Serializable {
  private static final Pattern FORM =
      Pattern.compile("((?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{0,62})[:.]([A-Za-z0-9_]{1,1024})");

  /** Reads {@code project:dataset} or {@code project.dataset}; empty if it is neither. */
  public static Optional<DatasetName> parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    return form.matches()
        ? Optional.of(new DatasetName(form.group(1), form.group(2)))
        : Optional.empty();
  }

  /** The name of a table in SQL. */
  public String table(String table) {
    return SqlText.quoted(project + "." + dataset + "." + table);
  }

  /** The name of a table in load jobs. */
  public String spec(String table) {
    return this + "." + table;
  }

  @Override
  public String toString() {
    return project + ":" + dataset;
  }
}
