// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.analytix.beam.internal.file.FileProblem;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.io.FileSystems;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Custom reports in YAML: a list {@code reports} of maps with {@code name}, {@code metrics} and,
 * optionally, {@code dimensions}, {@code filters}, {@code every}, {@code lookbackDays}, {@code
 * currency}, {@code sort} and {@code maxResults}; for one request per video, playlist or group
 * {@code each} and {@code ids}, {@code top} or {@code publishedWithinDays}. Every scalar is text: a
 * country {@code NO} is Norway and a continent {@code 019} keeps its zero.
 */
public final class ReportsFile {
  private static final String OPTION = "--reportsFile ";

  /** Thousands of reports need less than this. */
  private static final int MAX_BYTES = 1 << 20;

  private final String path;

  private ReportsFile(String path) {
    this.path = path;
  }

  /**
   * Reads the reports of a file, in its order.
   *
   * @param path a path on any file system that Beam has been configured for
   * @throws UsageException about the first invalid entry
   */
  public static List<ReportDefinition> read(String path) {
    return new ReportsFile(path).reports();
  }

  private List<ReportDefinition> reports() {
    if (!(document() instanceof Map<?, ?> top)
        || !top.keySet().equals(Set.of("reports"))
        || !(top.get("reports") instanceof List<?> entries)
        || entries.isEmpty()) {
      throw refusal(" must be a map whose only key is 'reports', a list of at least one report");
    }
    List<ReportDefinition> reports = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Object entry : entries) {
      ReportDefinition report = report(entry, reports.size() + 1);
      if (!names.add(report.name())) {
        throw refusal(": two reports have the name '" + report.name() + "'");
      }
      reports.add(report);
    }
    return reports;
  }

  private ReportDefinition report(Object entry, int number) {
    try {
      ReportDefinition report = ReportEntry.read(entry);
      if (Reports.find(report.name()).isPresent()) {
        throw new IllegalArgumentException(
            "report '" + report.name() + "' is built in: choose another name");
      }
      return report;
    } catch (IllegalArgumentException e) {
      throw refusal(", report " + number + ": " + e.getMessage());
    }
  }

  private Object document() {
    LoadSettings strict =
        LoadSettings.builder()
            .setSchema(new FailsafeSchema())
            .setAllowDuplicateKeys(false)
            .setLabel(path)
            .build();
    try (InputStream yaml = open()) {
      byte[] bytes = yaml.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw refusal(" has more than " + MAX_BYTES + " bytes");
      }
      String text = new String(bytes, UTF_8);
      YamlStructure.problem(new Parse(strict).parseString(text))
          .ifPresent(
              problem -> {
                throw refusal(" " + problem);
              });
      Iterator<Object> documents = new Load(strict).loadAllFromString(text).iterator();
      return documents.hasNext() ? documents.next() : "";
    } catch (YamlEngineException e) {
      throw refusal(
          " is not valid YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
    } catch (IOException e) {
      String problem = FileProblem.of(e);
      throw refusal(
          problem.equals(FileProblem.NO_FILE) ? " does not exist" : " cannot be read: " + problem);
    }
  }

  private InputStream open() throws IOException {
    try {
      return Channels.newInputStream(
          FileSystems.open(FileSystems.matchSingleFileSpec(path).resourceId()));
    } catch (IllegalArgumentException e) {
      throw refusal(" cannot be read: " + e.getMessage());
    }
  }

  private UsageException refusal(String problem) {
    return new UsageException(OPTION + path + problem);
  }
}
