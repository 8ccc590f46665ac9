// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.query;

import io.analytix.beam.catalogue.ReportQuery;
import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.plan.RunDates;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The parameters of a query, with the names of the API. */
final class QueryOptions {
  @Option(
      names = "--dimensions",
      paramLabel = "LIST",
      description = "Dimensions by which rows are grouped, separated by commas. Default: none.")
  private String dimensions = "";

  @Option(
      names = "--metrics",
      paramLabel = "LIST",
      description =
          "Metrics, separated by commas. Default: all metrics of the report type that the consent"
              + " covers.")
  private String metrics = "";

  @Option(
      names = "--filters",
      paramLabel = "LIST",
      description = "Conditions NAME==VALUE, separated by semicolons.")
  private String filters = "";

  @Option(
      names = "--sort",
      paramLabel = "LIST",
      description =
          "Sort order, separated by commas; -NAME for descending. Default: the dimensions.")
  private String sort = "";

  @Option(
      names = "--maxResults",
      paramLabel = "N",
      description = "Maximum rows. Required for top lists; omit it for other reports.")
  private int maxResults;

  @Option(names = "--startIndex", paramLabel = "N", hidden = true, description = "Not supported.")
  private int startIndex = 1;

  @Option(
      names = "--currency",
      paramLabel = "CODE",
      description = "Currency of monetary metrics, by ISO 4217. Default: USD.")
  private String currency = "USD";

  @Option(
      names = "--includeHistoricalChannelData",
      description = "Include data from before a channel was linked; content owners only.")
  private boolean includeHistoricalChannelData;

  /** The query for these days; the default range is that of analytix. */
  ReportQuery query(RunDates dates) {
    return ReportQuery.of()
        .dimensions(list(dimensions))
        .metrics(list(metrics))
        .filters(filters())
        .sort(list(sort))
        .maxResults(maxResults)
        .startIndex(startIndex)
        .currency(currency)
        .includeHistoricalChannelData(includeHistoricalChannelData)
        .dates(dates.first(), dates.last())
        .build();
  }

  private Map<String, String> filters() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String filter : filters.split(";")) {
      String[] parts = filter.strip().split("==", 2);
      if (parts.length < 2 && !filter.isBlank()) {
        throw new UsageException(
            "--filters has '" + filter.strip() + "', but must have the form country==US;video==ID");
      }
      if (parts.length == 2 && values.put(parts[0], parts[1]) != null) {
        throw new UsageException("--filters has " + parts[0] + " twice: set it once");
      }
    }
    return values;
  }

  private static List<String> list(String value) {
    return Arrays.stream(value.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
