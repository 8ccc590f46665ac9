// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

/** Prints figures and checks their bounds. */
final class Figures {
  private boolean good = true;

  void atMost(String what, double figure, double bound) {
    add(what, figure, "at most", bound, figure <= bound);
  }

  void atLeast(String what, double figure, double bound) {
    add(what, figure, "at least", bound, figure >= bound);
  }

  /** Checks a count that must be exact. */
  void exactly(String what, long count, long right) {
    add(what, (double) count, "exactly", (double) right, count == right);
  }

  /** Returns whether all figures are within their bounds. */
  boolean good() {
    return good;
  }

  private void add(String what, double figure, String relation, double bound, boolean holds) {
    good &= holds;
    Print.line("%-52s %10.3f  %s %.2f: %s", what, figure, relation, bound, holds ? "yes" : "NO");
  }
}
