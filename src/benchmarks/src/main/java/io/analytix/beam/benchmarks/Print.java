// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.io.PrintStream;
import java.util.Locale;

/** Prints to standard output. */
final class Print {
  private static final PrintStream OUT = System.out;

  private Print() {}

  static void line(String format, Object... values) {
    OUT.printf(Locale.ROOT, format + "%n", values);
    OUT.flush();
  }

  /** Prints properties of the machine. */
  static void machine() {
    Runtime here = Runtime.getRuntime();
    line(
        "%d processors, heap %d MiB, Java %s, load %.1f",
        here.availableProcessors(),
        here.maxMemory() >> 20,
        Runtime.version(),
        java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
