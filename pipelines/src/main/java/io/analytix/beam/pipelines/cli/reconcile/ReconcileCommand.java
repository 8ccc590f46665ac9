// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.reconcile;

import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.pipelines.cli.console.CommandStreams;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.output.ReconcileStatement;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code analytix reconcile}: compares bulk files with the figures of the Analytics API. */
@Command(
    name = "reconcile",
    header = "Compare bulk files with the figures of the Analytics API, by channel and day.",
    customSynopsis =
        "analytix reconcile --output=FOLDER [--json] [--sql] [OPTIONS]%n"
            + "       analytix reconcile --outputDataset=PROJECT:DATASET [OPTIONS]",
    description = {
      "",
      "Adds up the rows of channel_basic for each channel and day and sets them beside the row of"
          + " channel_daily, for the metrics that both have. Compares days from the first to the"
          + " last of each channel's bulk files. For BigQuery it prints the statement.",
      "",
      "Differences of up to 2 % are usual: the two halves are processed at different times, bulk"
          + " files leave out videos that were deleted, and not every correction is issued again."
          + " Watch time is in whole minutes in channel_daily."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:compared, or printed",
      "1:wrong usage, or a table is missing",
      "2:the sums of a metric differ by more than --tolerance"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix reconcile --output=youtube",
      "  analytix reconcile --output=youtube --startDate=2026-10-01 --tolerance=2",
      "  analytix reconcile --outputDataset=my-project:youtube | bq query --use_legacy_sql=false"
    })
public final class ReconcileCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Tables tables = new Tables();

  @Option(
      names = "--bulkReports",
      paramLabel = "ID",
      description = "Version of channel_basic. Default: the newest that the output has.")
  private @Nullable String reportType;

  @Option(names = "--startDate", paramLabel = "DAY", description = "First day.")
  private @Nullable LocalDate first;

  @Option(names = "--endDate", paramLabel = "DAY", description = "Last day.")
  private @Nullable LocalDate last;

  @Option(
      names = "--tolerance",
      paramLabel = "PERCENT",
      description = "Exit with 2 if the sums of a metric differ by more.")
  private @Nullable BigDecimal tolerance;

  @Option(names = "--json", description = "Print every day as JSON, for programs.")
  private boolean json;

  @Option(names = "--sql", description = "Print the statement instead of the result.")
  private boolean sql;

  /** Where the tables are. */
  static final class Tables {
    @Option(names = "--output", paramLabel = "FOLDER", description = "Folder of Parquet files.")
    private @Nullable String folder;

    @Option(
        names = "--outputDataset",
        paramLabel = "PROJECT:DATASET",
        description = "Dataset of BigQuery.")
    private @Nullable String dataset;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = CommandStreams.out(spec);
    String folder = tables.folder;
    if (folder == null) {
      print(bigQuery(String.valueOf(tables.dataset)), out);
      return ExitCode.OK.code();
    }
    if (!sql && !ParquetOutput.isFolder(folder)) {
      throw new UsageException(
          "--output is '" + folder + "', but only local folders are read: use --sql, and DuckDB");
    }
    BulkReportType type = reportType == null ? newestIn(folder) : type(reportType);
    ReconcileStatement statement = ReconcileStatement.of(type, first, last);
    String query =
        statement.sql(
            DuckDbTables.table(folder, type.id()),
            DuckDbTables.table(folder, ReconcileStatement.DAILY));
    if (sql) {
      print(query, out);
      return ExitCode.OK.code();
    }
    requireTable(folder, type.id());
    requireTable(folder, ReconcileStatement.DAILY);
    Reconciliation both = DuckDbTables.read(type.id(), statement, query);
    ReconcilePrinter printer = new ReconcilePrinter(out, CommandStreams.environment(spec));
    if (json) {
      printer.printJson(both);
    } else {
      printer.print(both);
    }
    return (isWithin(both) ? ExitCode.OK : ExitCode.PARTIAL).code();
  }

  private boolean isWithin(Reconciliation both) {
    BigDecimal percent = tolerance;
    return percent == null
        || both.metrics().stream()
            .flatMap(metric -> both.sums(metric).share().stream())
            .allMatch(share -> share.movePointRight(2).compareTo(percent) <= 0);
  }

  private String bigQuery(String dataset) {
    BulkReportType newest = reportType == null ? newest() : type(reportType);
    String name = dataset.replace(':', '.');
    return ReconcileStatement.of(newest, first, last)
        .sql(
            "`%s.%s`".formatted(name, newest.id()),
            "`%s.%s`".formatted(name, ReconcileStatement.DAILY));
  }

  private static void print(String statement, PrintWriter out) {
    out.print(statement);
    out.flush();
  }

  private static BulkReportType newest() {
    return BulkReportTypes.newest(ReconcileStatement.FAMILY + "_a1").orElseThrow();
  }

  private static BulkReportType newestIn(String folder) {
    if (!ParquetOutput.isFolder(folder)) {
      return newest();
    }
    return BulkReportTypes.all().stream()
        .filter(type -> type.family().equals(ReconcileStatement.FAMILY))
        .filter(type -> Files.isDirectory(Path.of(folder, type.id())))
        .max(Comparator.comparingInt(BulkReportType::version))
        .orElseThrow(
            () ->
                new UsageException(
                    "--output is '"
                        + folder
                        + "', where there is no channel_basic: fetch it with"
                        + " --bulkReports=channel_basic_a3"));
  }

  private static BulkReportType type(String id) {
    Optional<BulkReportType> type =
        BulkReportTypes.resolve(id)
            .filter(found -> found.family().equals(ReconcileStatement.FAMILY));
    return type.orElseThrow(
        () ->
            new UsageException(
                "--bulkReports is '" + id + "', but must be a version of channel_basic"));
  }

  private static void requireTable(String folder, String table) {
    if (!Files.isDirectory(Path.of(folder, table))) {
      throw new UsageException(
          "--output is '%s', where there is no table %s: fetch both halves first"
              .formatted(folder, table));
    }
  }
}
