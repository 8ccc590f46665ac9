// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.bulk;

import io.analytix.beam.outcome.Outcome;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.function.Consumer;

/** The stored outcomes of bulk files: what they name was stored, or need not be. */
@FunctionalInterface
public interface EarlierFiles {
  /** No earlier runs. */
  EarlierFiles NONE = (since, reader) -> {};

  /**
   * Passes every outcome of a bulk report type to {@code reader}, run by run, the newest run first.
   *
   * @param since outcomes of runs that began before need not be read
   */
  void read(Instant since, Consumer<Outcome> reader) throws IOException;

  /** Opens the outcomes on the worker that plans. */
  @FunctionalInterface
  interface Factory extends Serializable {
    /** The outcomes of all runs so far. */
    EarlierFiles open() throws IOException;
  }
}
