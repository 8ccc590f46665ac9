// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import java.util.Collection;
import java.util.List;

/**
 * A list of names, of which there may be thousands.
 *
 * @param shown the first names, which are always visible
 * @param folded the names that are initially hidden
 * @param summary the number of folded names, in words; empty if none is
 * @param rest the number of names that are left out, in words; empty if none is
 */
record NamesView(List<String> shown, List<String> folded, String summary, String rest) {
  private static final int MAX_SHOWN = 8;
  private static final int MAX_NAMES = 400;

  static NamesView of(Collection<String> names) {
    List<String> all = names.stream().limit(MAX_NAMES).toList();
    int shown = all.size() <= MAX_SHOWN + 1 ? all.size() : MAX_SHOWN;
    long left = names.size() - (long) all.size();
    return new NamesView(
        all.subList(0, shown),
        all.subList(shown, all.size()),
        shown == all.size()
            ? ""
            : "and " + PageFormat.number(names.size() - (long) shown) + " more",
        left == 0 ? "" : "and " + PageFormat.number(left) + " more: see _outcomes in the output");
  }
}
