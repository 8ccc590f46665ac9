// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.analytix.beam.pipelines.cli.console.AnsiColors;
import io.analytix.beam.pipelines.cli.console.UnprintableEscapes;
import io.analytix.beam.pipelines.parquet.format.ParquetTable;
import io.analytix.beam.query.Report;
import io.analytix.beam.query.ReportRow;
import io.analytix.beam.report.Column;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** The output formats of a report. Columns have the names of the API. */
enum ReportFormat {
  /** Aligned columns, for people. */
  TABLE {
    @Override
    byte[] bytes(Report report) {
      return utf8(String.join("\n", TextTable.lines(report, AnsiColors.NONE, UNLIMITED)) + "\n");
    }
  },
  /** RFC 4180: commas, quotes if needed, CRLF line ends. */
  CSV {
    @Override
    byte[] bytes(Report report) throws IOException {
      return separated(report, CSVFormat.RFC4180);
    }
  },
  /** Like CSV, with tabs. */
  TSV {
    @Override
    byte[] bytes(Report report) throws IOException {
      return separated(report, CSVFormat.RFC4180.builder().setDelimiter('\t').get());
    }
  },
  /** A list of objects, one per row. */
  JSON {
    @Override
    byte[] bytes(Report report) throws IOException {
      List<Map<String, @Nullable Object>> rows = new ArrayList<>();
      for (ReportRow row : report.rows()) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < report.columns().size(); i++) {
          Object cell = row.cells().get(i);
          fields.put(
              report.columns().get(i).apiName(),
              cell instanceof Number ? cell : CellText.of(report.columns().get(i), cell));
        }
        rows.add(fields);
      }
      return utf8(PLAIN.writerWithDefaultPrettyPrinter().writeValueAsString(rows) + "\n");
    }
  },
  /** An Excel workbook with typed cells. */
  XLSX {
    @Override
    byte[] bytes(Report report) throws IOException {
      return XlsxWriter.bytes(report);
    }

    @Override
    List<String> losses(Report report) {
      return XlsxWriter.losses(report);
    }
  },
  /** A Parquet file with the types of the stored tables. */
  PARQUET {
    @Override
    byte[] bytes(Report report) throws IOException {
      Schema.Builder schema = Schema.builder();
      report
          .columns()
          .forEach(one -> schema.addNullableField(one.apiName(), ReportSchema.type(one)));
      Schema built = schema.build();
      return ParquetTable.bytes(
          built,
          report.rows().stream()
              .map(row -> Row.withSchema(built).attachValues(row.cells()))
              .toList());
    }
  };

  private static final int UNLIMITED = Integer.MAX_VALUE;
  private static final JsonMapper PLAIN =
      JsonMapper.builder(UnprintableEscapes.factory())
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  abstract byte[] bytes(Report report) throws IOException;

  /** What this format cannot hold of a report, one line each. */
  List<String> losses(Report report) {
    return List.of();
  }

  /** Whether it is text, which can be printed to a terminal. */
  boolean isText() {
    return this != XLSX && this != PARQUET;
  }

  /** The format of a file by its extension; {@code .txt} is a table. */
  static Optional<ReportFormat> ofFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Stream.of(values()).filter(one -> lower.endsWith(one.ending())).findFirst();
  }

  private String ending() {
    return this == TABLE ? ".txt" : "." + name().toLowerCase(Locale.ROOT);
  }

  private static byte[] separated(Report report, CSVFormat format) throws IOException {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(text, format)) {
      csv.printRecord(report.columns().stream().map(Column::apiName).toList());
      for (ReportRow row : report.rows()) {
        csv.printRecord(CellText.of(report, row));
      }
    }
    return utf8(text.toString());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
