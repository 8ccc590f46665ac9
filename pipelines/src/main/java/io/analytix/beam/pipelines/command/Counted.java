// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import java.util.Locale;

/** Numbers with their noun. */
final class Counted {
  private Counted() {}

  /** Such as {@code 1 report} and {@code 1,234 reports}. */
  static String of(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }
}
