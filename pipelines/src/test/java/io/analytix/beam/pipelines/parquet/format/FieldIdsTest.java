// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.pipelines.storage.OutputException;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.Columns;
import io.analytix.beam.report.Reports;
import io.analytix.beam.row.ReportSchema;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.parquet.schema.Type;
import org.junit.jupiter.api.Test;

final class FieldIdsTest {
  @Test
  void of_allKnownColumns_areDistinct() {
    Set<String> names = new TreeSet<>(OutcomeRow.SCHEMA.getFieldNames());
    Columns.all().values().stream().map(Column::columnName).forEach(names::add);
    Reports.builtInReports()
        .forEach(report -> names.addAll(ReportSchema.of(report).schema().getFieldNames()));
    BulkReportTypes.all()
        .forEach(type -> BulkTable.of(type).fields().forEach(field -> names.add(field.name())));

    FieldIds.requireDistinct(names);
    assertThat(names.size()).isAtLeast(200);
  }

  @Test
  void of_name_neverChanges() {
    assertThat(FieldIds.of("channel_id")).isEqualTo(1_928_700_330);
    assertThat(FieldIds.of("views")).isEqualTo(1_300_981_383);
    assertThat(FieldIds.of("run_id")).isEqualTo(1_229_534_404);
  }

  @Test
  void schema_columns_haveTheIdsOfTheirNames() {
    for (Type column : new ParquetSchema(OutcomeRow.SCHEMA).message().getFields()) {
      assertThat(column.getId().intValue()).isEqualTo(FieldIds.of(column.getName()));
    }
  }

  @Test
  void schema_twoColumnsOfOneId_isRejected() {
    Schema schema =
        Schema.builder().addInt64Field("metric_21521").addInt64Field("metric_22607").build();

    assertThat(assertThrows(OutputException.class, () -> new ParquetSchema(schema)))
        .hasMessageThat()
        .isEqualTo(
            "columns 'metric_21521' and 'metric_22607' have the same Parquet field id, 1208356762:"
                + " remove or rename one of them");
  }
}
