// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import java.util.Locale;

/** Formats counts with their noun. */
public final class Plurals {
  private Plurals() {}

  /** Such as {@code 1 report} and {@code 1,234 reports}. */
  public static String of(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }
}
