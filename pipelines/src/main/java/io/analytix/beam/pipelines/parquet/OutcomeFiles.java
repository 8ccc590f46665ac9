// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.pipelines.parquet.format.ParquetEncoder;
import io.analytix.beam.pipelines.parquet.format.ParquetSchema;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.OutputPaths;
import io.analytix.beam.report.TableDefinition;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Buffers the outcomes of a bundle and writes them to {@code _outcomes/run=RUN_ID/part-….parquet},
 * always after their rows.
 *
 * <p>The name of a part is derived from its requests, so a retried bundle with the same elements
 * replaces its parts.
 */
final class OutcomeFiles {
  /** With this number of outcomes they are written before the bundle ends. */
  private static final int MAX_OUTCOMES_IN_MEMORY = 10_000;

  private final FileStore files;
  private final ParquetEncoder encoder;
  private final List<Outcome> waiting = new ArrayList<>();

  /**
   * Writes outcomes of these reports.
   *
   * @param reports reports whose definitions are written to the footer, for resumed runs
   */
  OutcomeFiles(FileStore files, Collection<? extends TableDefinition> reports) {
    this.files = files;
    this.encoder = new ParquetEncoder(new ParquetSchema(OutcomeRow.SCHEMA), footer(reports));
  }

  private static Map<String, String> footer(Collection<? extends TableDefinition> reports) {
    Map<String, String> footer = new TreeMap<>();
    reports.forEach(r -> footer.put(OutcomeReader.fingerprint(r.name()), r.fingerprint()));
    return footer;
  }

  /** Clears the buffer when a bundle begins, because the previous one may have failed. */
  void clear() {
    waiting.clear();
  }

  /** Adds outcomes whose rows are stored. */
  void add(List<Outcome> outcomes) throws IOException {
    waiting.addAll(outcomes);
    if (waiting.size() >= MAX_OUTCOMES_IN_MEMORY) {
      write();
    }
  }

  /** Writes the buffered outcomes, one file per run. */
  void write() throws IOException {
    Map<String, List<Outcome>> runs = new TreeMap<>();
    for (Outcome outcome : waiting) {
      runs.computeIfAbsent(outcome.runId(), run -> new ArrayList<>()).add(outcome);
    }
    for (Map.Entry<String, List<Outcome>> run : runs.entrySet()) {
      byte[] content = encoder.encode(run.getValue().stream().map(OutcomeRow::of).toList());
      files.replace(
          OutputPaths.outcomes(run.getKey(), name(run.getValue())), content, run.getKey());
    }
    waiting.clear();
  }

  private static String name(List<Outcome> outcomes) {
    return name(
        outcomes.stream()
            .map(
                outcome ->
                    String.join(
                        "\n",
                        outcome.tokenRecord(),
                        String.valueOf(outcome.channelId()),
                        String.valueOf(outcome.contentOwner()),
                        outcome.report(),
                        outcome.startDate() + ".." + outcome.endDate(),
                        outcome.reportId() == null ? "" : outcome.reportId())));
  }

  /** The name of a part: the same for the same elements, in whatever order. */
  static String name(Stream<String> elements) {
    MessageDigest digest = sha256();
    elements.sorted().forEach(element -> digest.update((element + "\n\n").getBytes(UTF_8)));
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
