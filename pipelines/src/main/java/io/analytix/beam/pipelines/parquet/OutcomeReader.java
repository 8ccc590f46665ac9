// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.pipelines.parquet.format.ParquetContent;
import io.analytix.beam.pipelines.parquet.format.ParquetSchema;
import io.analytix.beam.pipelines.parquet.format.SchemaDiff;
import io.analytix.beam.pipelines.storage.DamagedFileException;
import io.analytix.beam.pipelines.storage.OutputPaths;
import io.analytix.beam.plan.DateRange;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/** Reads the outcomes of a run from its output: {@code _outcomes/run=RUN_ID/*.parquet}. */
public final class OutcomeReader {
  private static final ParquetSchema COLUMNS = new ParquetSchema(OutcomeRow.SCHEMA);
  private static final DateTimeFormatter RUN_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private static final String REPORT = "report";
  private static final String START_DATE = "start_date";
  private static final String END_DATE = "end_date";
  private static final Set<String> DATES = Set.of(REPORT, START_DATE, END_DATE);

  private OutcomeReader() {}

  /**
   * The runs that have outcomes, the newest first; none if the folder does not exist.
   *
   * @throws IOException if the output cannot be read
   */
  public static List<String> runs(ParquetOutput output) throws IOException {
    return output.files().folders(OutputPaths.OUTCOMES).stream()
        .filter(name -> name.startsWith(OutputPaths.RUN))
        .map(name -> name.substring(OutputPaths.RUN.length()))
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** The same runs without those that began before {@code since}, by their ids. */
  static List<String> runsSince(ParquetOutput output, Instant since) throws IOException {
    String oldest = RUN_TIME.format(since);
    return runs(output).stream().filter(runId -> runId.compareTo(oldest) >= 0).toList();
  }

  /**
   * Passes every outcome of a run to {@code reader}, file by file.
   *
   * @throws IOException if a file cannot be read
   */
  public static void read(ParquetOutput output, String runId, Consumer<Outcome> reader)
      throws IOException {
    read(
        output,
        runId,
        null,
        (outcome, query) -> reader.accept(outcome),
        FolderReader.DamagedFileHandler.FAIL);
  }

  /**
   * Passes every outcome of a bulk report type to {@code reader}, run by run, the newest first.
   *
   * @param since older runs are not read
   */
  static void readBulk(ParquetOutput output, Instant since, Consumer<Outcome> reader)
      throws IOException {
    for (String runId : runsSince(output, since)) {
      read(
          output,
          runId,
          outcome -> {
            if (outcome.reportId() != null || BulkReportTypes.find(outcome.report()).isPresent()) {
              reader.accept(outcome);
            }
          });
    }
  }

  /**
   * Reads outcomes together with the fingerprint of their query, if the file has it.
   *
   * @param within reads only requests inside these dates of each report; null for all
   * @param damaged gets each file that has no outcomes, although it should
   */
  static void read(
      ParquetOutput output,
      String runId,
      @Nullable Map<String, DateRange> within,
      Reader reader,
      FolderReader.DamagedFileHandler damaged)
      throws IOException {
    FolderReader.read(
        output.files(),
        OutputPaths.outcomes(runId),
        content ->
            within == null || mayHold(content, within)
                ? outcomes(content, within)
                : List.<Recorded>of(),
        outcomes -> outcomes.forEach(one -> reader.read(one.outcome(), one.query())),
        damaged);
  }

  /** Reads only the date columns, and no row group whose footer statistics exclude these dates. */
  private static boolean mayHold(byte[] content, Map<String, DateRange> within) throws IOException {
    Optional<DateRange> all = within.values().stream().reduce(DateRange::span);
    if (all.isEmpty()) {
      return false;
    }
    try (ParquetContent table =
        ParquetContent.openWithin(content, START_DATE, END_DATE, all.get())) {
      return table.rows(COLUMNS, DATES::contains).stream().anyMatch(row -> isWithin(within, row));
    } catch (RuntimeException e) {
      throw notOutcomes(e);
    }
  }

  /** An outcome with the fingerprint of its query, if the file has it. */
  private record Recorded(Outcome outcome, @Nullable String query) {}

  /** All outcomes of a file, or none: a damaged one is not read in part. */
  private static List<Recorded> outcomes(byte[] content, @Nullable Map<String, DateRange> within)
      throws IOException {
    List<Recorded> outcomes = new ArrayList<>();
    try (ParquetContent table = ParquetContent.open(content)) {
      Map<String, String> footer = table.metadata();
      for (Row row : table.rows(COLUMNS)) {
        if (within == null || isWithin(within, row)) {
          Outcome outcome = OutcomeRow.read(row);
          outcomes.add(new Recorded(outcome, footer.get(fingerprint(outcome.report()))));
        }
      }
    } catch (RuntimeException e) {
      throw notOutcomes(e);
    }
    return outcomes;
  }

  private static DamagedFileException notOutcomes(RuntimeException problem) {
    return new DamagedFileException("not a file of outcomes: " + problem.getMessage(), problem);
  }

  /**
   * Reads a file as one of outcomes.
   *
   * @throws DamagedFileException if it is none
   */
  static void check(byte[] content) throws IOException {
    var unused = outcomes(content, null);
  }

  private static boolean isWithin(Map<String, DateRange> within, Row row) {
    DateRange wanted = within.get(Objects.requireNonNull(row.getString(REPORT)));
    return wanted != null
        && wanted.contains(date(row, START_DATE))
        && wanted.contains(date(row, END_DATE));
  }

  private static LocalDate date(Row row, String column) {
    return Objects.requireNonNull(row.getLogicalTypeValue(column, LocalDate.class));
  }

  /** The footer key of the fingerprint of a report's definition. */
  static String fingerprint(String report) {
    return SchemaDiff.FINGERPRINT + "." + report;
  }

  /** Receives outcomes with the fingerprints of their reports' definitions. */
  @FunctionalInterface
  interface Reader {
    void read(Outcome outcome, @Nullable String query);
  }
}
