// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.run;

import io.analytix.beam.ReadResult;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.coverage.StoredDays;
import io.analytix.beam.pipelines.storage.StoreChanges;
import io.analytix.beam.plan.EarlierOutcomes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.beam.sdk.PipelineResult;

/** Where a run of this process stores, and what it finds there. */
public interface LocalOutput {
  /**
   * Returns if a run may write there. Nothing is changed.
   *
   * @throws RuntimeException with one line, if not
   */
  void check() throws IOException;

  /** What earlier runs were answered. */
  EarlierOutcomes.Factory past();

  /**
   * Takes the right to write there, for one run at a time.
   *
   * @throws RuntimeException with one line, if another run has it
   */
  Held take() throws IOException;

  /** Hands every outcome of a run on, once they are stored. */
  void outcomes(String runId, Consumer<Outcome> reader) throws IOException;

  /** Which of the days that the run asked for, and that no answer speaks for, have rows. */
  StoredDays stored(String runId) throws IOException;

  /** What the run did to rows. */
  Stored changes(PipelineResult result);

  /** Puts the page about a run in its place. */
  String page(String runId, String html) throws IOException;

  /** The right to write. */
  interface Held extends AutoCloseable {
    /** Adds the steps that store. */
    void store(ReadResult read);

    @Override
    void close() throws IOException;
  }

  /**
   * What a run did.
   *
   * @param changes in all
   * @param byReport by report, where that is known
   * @param files whether there are files to speak of
   */
  record Stored(StoreChanges changes, Map<String, StoreChanges> byReport, boolean files) {
    /** Reports of which a row was touched, in their order. */
    List<String> touched() {
      return byReport.entrySet().stream()
          .filter(report -> !report.getValue().equals(StoreChanges.NONE))
          .map(Map.Entry::getKey)
          .toList();
    }
  }
}
