// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of snapshots: what lists of the API tell of a thing, by the names they use. */
final class SnapshotColumns {
  private static final Column TITLE = attribute("title", Column.Type.STRING);
  private static final Column PUBLISHED_AT = attribute("publishedAt", Column.Type.TIMESTAMP);
  private static final Column GROUP = key(ReportDefinition.GROUP);

  /** Uploads, groups, members of groups. */
  private static final List<Map<String, Column>> LISTS =
      List.of(
          list(
              Columns.find(ReportDefinition.VIDEO).orElseThrow(),
              TITLE,
              PUBLISHED_AT,
              attribute("privacyStatus", Column.Type.STRING)),
          list(
              GROUP,
              TITLE,
              PUBLISHED_AT,
              attribute("itemCount", Column.Type.INTEGER),
              attribute("itemType", Column.Type.STRING)),
          list(
              GROUP,
              key(ReportDefinition.GROUP_ITEM),
              attribute("resourceKind", Column.Type.STRING),
              attribute("resourceId", Column.Type.STRING)));

  private SnapshotColumns() {}

  /** The column of this name, if there is such a one. */
  static Optional<Column> find(String apiName) {
    return LISTS.stream()
        .flatMap(list -> Optional.ofNullable(list.get(apiName)).stream())
        .findFirst();
  }

  /** Whether one list tells all of these. */
  static boolean areOfOneList(Collection<String> apiNames) {
    return LISTS.stream().anyMatch(list -> list.keySet().containsAll(apiNames));
  }

  private static Map<String, Column> list(Column... columns) {
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
