// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import java.util.List;

/** Dimension values that reveal errors in quoting, escaping or sorting. */
public final class OddNames {
  public static final List<String> ALL =
      List.of(
          "say \"hi\"",
          "back\\slash",
          "nul\u0000nul",
          "two\nlines",
          "tab\tand\u001funit",
          "\uD83E\uDD80 crab",
          "\u0645\u0631\u062D\u0628\u0627",
          "'; DROP TABLE t; --",
          "\u2028line separator",
          " spaces ");

  private OddNames() {}
}
