// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of snapshots, by the names that the API's lists use. */
final class SnapshotColumns {
  private static final Column TITLE = attribute("title", Column.Type.STRING);
  private static final Column PUBLISHED_AT = attribute("publishedAt", Column.Type.TIMESTAMP);
  private static final Column GROUP = key(ReportDefinition.GROUP);

  private static final Map<ReportSource, Map<String, Column>> BY_SOURCE =
      new EnumMap<>(
          Map.of(
              ReportSource.UPLOADS_LIST,
              columns(
                  Columns.find(ReportDefinition.VIDEO).orElseThrow(),
                  TITLE,
                  PUBLISHED_AT,
                  attribute("privacyStatus", Column.Type.STRING)),
              ReportSource.GROUPS_LIST,
              columns(
                  GROUP,
                  TITLE,
                  PUBLISHED_AT,
                  attribute("itemCount", Column.Type.INTEGER),
                  attribute("itemType", Column.Type.STRING)),
              ReportSource.GROUP_ITEMS_LIST,
              columns(
                  GROUP,
                  key(ReportDefinition.GROUP_ITEM),
                  attribute("resourceKind", Column.Type.STRING),
                  attribute("resourceId", Column.Type.STRING))));

  private SnapshotColumns() {}

  /** The column of this name, if a list has it. */
  static Optional<Column> find(String apiName) {
    return BY_SOURCE.values().stream()
        .flatMap(list -> Optional.ofNullable(list.get(apiName)).stream())
        .findFirst();
  }

  /** The first list that has all of these columns. */
  static Optional<ReportSource> source(List<String> keys, List<String> attributes) {
    return BY_SOURCE.entrySet().stream()
        .filter(list -> list.getValue().keySet().containsAll(keys))
        .filter(list -> list.getValue().keySet().containsAll(attributes))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Map<String, Column> columns(Column... columns) {
    return Stream.of(columns)
        .collect(Collectors.toUnmodifiableMap(Column::apiName, Function.identity()));
  }

  private static Column key(String apiName) {
    return new Column(apiName, Column.Kind.DIMENSION, Column.Type.STRING, "", false, false);
  }

  private static Column attribute(String apiName, Column.Type type) {
    return new Column(apiName, Column.Kind.ATTRIBUTE, type, "", false, false);
  }
}
