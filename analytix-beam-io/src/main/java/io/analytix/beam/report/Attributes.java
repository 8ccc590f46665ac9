// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of snapshots: what lists of the API tell of a thing, by the names they use. */
final class Attributes {
  private static final Map<String, Column> BY_API_NAME =
      Stream.of(
              Columns.find("video").orElseThrow(),
              attribute("title", Column.Type.STRING),
              attribute("publishedAt", Column.Type.TIMESTAMP),
              attribute("privacyStatus", Column.Type.STRING))
          .collect(Collectors.toUnmodifiableMap(Column::apiName, Function.identity()));

  private Attributes() {}

  /** The column of this name, if there is such a one. */
  static Optional<Column> find(String apiName) {
    return Optional.ofNullable(BY_API_NAME.get(apiName));
  }

  private static Column attribute(String apiName, Column.Type type) {
    return new Column(apiName, Column.Kind.ATTRIBUTE, type, "", false, false);
  }
}
