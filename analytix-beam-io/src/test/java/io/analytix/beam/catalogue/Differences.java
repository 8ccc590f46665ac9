// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the deviations that cause a different result for a query than that of analytix. */
final class Differences {
  private final Map<Set<Deviation>, Catalogue> catalogues = new HashMap<>();

  /**
   * The deviations that have to be given up for both to agree, so few that taking up any of them
   * again would part them; none where both agree.
   */
  Set<Deviation> of(ConformanceCase one) {
    Set<Deviation> kept = EnumSet.noneOf(Deviation.class);
    for (Deviation deviation : Deviation.values()) {
      kept.add(deviation);
      if (!agree(one, kept)) {
        kept.remove(deviation);
      }
    }
    Set<Deviation> given = EnumSet.allOf(Deviation.class);
    given.removeAll(kept);
    return given;
  }

  /** Whether analytix with these deviations says of a query what analytix says. */
  boolean agree(ConformanceCase one, Set<Deviation> deviations) {
    Catalogue catalogue = catalogues.computeIfAbsent(EnumSet.copyOf(deviations), Catalogue::of);
    return said(ConformanceCase.Answer.of(catalogue.check(one.query())))
        .equals(said(one.analytix()));
  }

  /** What is compared: verdict, report type, error, metrics, dates. */
  private static List<Object> said(ConformanceCase.Answer answer) {
    return Arrays.asList(
        answer.valid(),
        answer.type(),
        answer.error(),
        answer.metrics(),
        answer.startDate(),
        answer.endDate());
  }
}
