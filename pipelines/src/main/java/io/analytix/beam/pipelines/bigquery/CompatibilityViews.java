// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.bigquery.sql.DatasetName;
import io.analytix.beam.pipelines.bigquery.view.FivetranViews;
import io.analytix.beam.pipelines.bigquery.view.ViewSpec;
import io.analytix.beam.row.ReportSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Views for models written for another loader. */
public enum CompatibilityViews {
  /** No views. */
  NONE,
  /** The views that Fivetran's dbt package for YouTube Analytics reads. */
  FIVETRAN;

  /**
   * Reads {@code none} or {@code fivetran}.
   *
   * @throws BigQueryException if it is neither
   */
  public static CompatibilityViews parse(String text) {
    return Arrays.stream(values())
        .filter(views -> views.name().toLowerCase(Locale.ROOT).equals(text.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new BigQueryException(
                    "--compatibilityViews is '" + text + "', but must be none or fivetran"));
  }

  void check(Map<String, ReportSchema> tables) {
    if (this == FIVETRAN) {
      FivetranViews.missing(tables)
          .ifPresent(
              missing -> {
                throw new BigQueryException(
                    "--compatibilityViews=fivetran needs " + missing + " among the reports");
              });
    }
  }

  List<ViewSpec> views(DatasetName dataset, Map<String, ReportSchema> tables) {
    return this == FIVETRAN && FivetranViews.missing(tables).isEmpty()
        ? FivetranViews.of(dataset, tables)
        : List.of();
  }
}
