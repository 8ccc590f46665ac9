// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import java.util.Collection;
import java.util.List;

/**
 * Names, of which there may be thousands.
 *
 * @param shown the first few
 * @param folded those to unfold
 * @param summary says how many are folded; empty if none is
 * @param rest says how many are left out; empty if none is
 */
record NamesView(List<String> shown, List<String> folded, String summary, String rest) {
  private static final int SHOWN = 8;
  private static final int ALL = 400;

  static NamesView of(Collection<?> names) {
    List<String> all = names.stream().map(String::valueOf).limit(ALL).toList();
    int shown = all.size() <= SHOWN + 1 ? all.size() : SHOWN;
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
