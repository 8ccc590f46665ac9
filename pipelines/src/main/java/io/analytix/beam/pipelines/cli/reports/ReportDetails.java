// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.reports;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.internal.youtube.ReportQueryParameters;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.report.Glossary;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.SeriesBreak;
import io.analytix.beam.report.SeriesBreaks;
import io.analytix.beam.row.ReportSchema;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A report with its columns and its query.
 *
 * @param query the parameters of the latest request of a run without dates, or of a year if there
 *     is none
 */
record ReportDetails(
    @JsonUnwrapped ReportFacts report, List<Column> columns, Map<String, String> query) {

  private static final ChannelIdentity ANY = new ChannelIdentity("CHANNEL_ID", null);

  /**
   * A column of the table.
   *
   * @param type the stored type
   * @param unit the unit of a metric, null for other columns
   * @param daysAddUp whether a metric may be added up over days, null for other columns
   * @param apiName the API's name, null for a column that the API does not have
   */
  record Column(
      String name,
      String type,
      @Nullable String unit,
      @Nullable Boolean daysAddUp,
      @Nullable String apiName,
      String description) {}

  static ReportDetails of(ReportDefinition report, LocalDate yesterday) {
    ReportFacts facts = ReportFacts.of(report, yesterday);
    return new ReportDetails(
        facts,
        ReportSchema.of(report).schema().getFields().stream()
            .map(field -> column(field, report))
            .toList(),
        ReportQueryParameters.of(newest(report, facts, yesterday), ANY));
  }

  private static ReportRequest newest(
      ReportDefinition report, ReportFacts facts, LocalDate yesterday) {
    Integer requests = facts.requestsPerNight();
    boolean nightly = requests != null && requests > 0;
    List<ReportRequest> all =
        ReportFacts.requests(
            report, nightly ? RunDates.lookback(yesterday) : ReportFacts.wholeYear(facts.year()));
    return all.get(all.size() - 1);
  }

  private static Column column(Schema.Field field, ReportDefinition report) {
    Optional<io.analytix.beam.report.Column> ofApi =
        report.columns().stream()
            .filter(column -> column.columnName().equals(field.getName()))
            .findFirst();
    boolean metric =
        ofApi
            .filter(column -> column.kind() == io.analytix.beam.report.Column.Kind.METRIC)
            .isPresent();
    return new Column(
        field.getName(),
        type(field.getType()),
        metric ? ofApi.get().unit() : null,
        metric ? ofApi.get().summableOverDays() : null,
        ofApi.map(io.analytix.beam.report.Column::apiName).orElse(null),
        ofApi.flatMap(c -> Glossary.ofColumn(c.apiName())).orElse(field.getDescription())
            + breaks(field.getName()));
  }

  private static String breaks(String column) {
    List<String> days = SeriesBreaks.ofColumn(column).stream().map(SeriesBreak::days).toList();
    return days.isEmpty() ? "" : "; not comparable across " + String.join(" and ", days);
  }

  private static String type(Schema.FieldType type) {
    return switch (type.getTypeName()) {
      case LOGICAL_TYPE -> "DATE";
      case DATETIME -> "TIMESTAMP";
      case DECIMAL -> "NUMERIC";
      default -> type.getTypeName().name();
    };
  }
}
