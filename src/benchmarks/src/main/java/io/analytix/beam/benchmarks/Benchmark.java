// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** A benchmark or a soak test. */
@FunctionalInterface
interface Benchmark {
  /**
   * Measures and prints, and returns whether all figures are within their bounds.
   *
   * @param folder an empty folder, deleted afterwards
   */
  boolean run(Path folder, List<String> arguments) throws Exception;
}
