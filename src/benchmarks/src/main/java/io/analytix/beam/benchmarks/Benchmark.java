// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** Something to be measured or tried. */
@FunctionalInterface
interface Benchmark {
  /**
   * Measures, prints, and tells whether the figures are as good as they must be.
   *
   * @param folder empty, and removed afterwards
   */
  boolean run(Path folder, List<String> arguments) throws Exception;
}
