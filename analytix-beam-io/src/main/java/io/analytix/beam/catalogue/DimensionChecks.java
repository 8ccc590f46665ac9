// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.List;

/** Checks the dimensions of a query. */
final class DimensionChecks {
  private DimensionChecks() {}

  static void known(ReportTypeMatch match, Diagnostics diagnostics) {
    NameChecks.known(
        match.query().dimensions(),
        match.ruleSet().vocabulary().dimensions(),
        Rule.INVALID_DIMENSION,
        "dimension",
        match.ruleSet(),
        diagnostics);
  }

  static void distinct(ReportTypeMatch match, Diagnostics diagnostics) {
    if (match.has(Deviation.DUPLICATES)) {
      NameChecks.distinct(match.query().dimensions(), Rule.DUPLICATE_DIMENSION, diagnostics);
    }
  }

  static void allowed(ReportTypeMatch match, Diagnostics diagnostics) {
    List<String> refused =
        NameChecks.matching(
            match.query().dimensions(),
            name ->
                match.ruleSet().vocabulary().dimensions().contains(name)
                    && !match.type().dimensions().allowed().contains(name)
                    && !match.promoted().contains(name));
    if (!refused.isEmpty()) {
      diagnostics.violation(
          Rule.INCOMPATIBLE_DIMENSIONS,
          refused,
          match.report() + " does not accept " + String.join(", ", refused) + by(refused, match));
    }
  }

  private static String by(List<String> refused, ReportTypeMatch match) {
    return refused.stream()
            .anyMatch(name -> ReportTypeMatch.mayPromote(name, match.type(), match.ruleSet()))
        ? " without a filter of its ids"
        : "";
  }

  static void rules(ReportTypeMatch match, Diagnostics diagnostics) {
    NameChecks.rules(
        match.type().dimensions(),
        match.query().dimensions(),
        Rule.DIMENSION_RULE,
        match,
        diagnostics);
  }

  /** Warns about a single id as a dimension: the API accepts it, but does not document it. */
  static void singleIds(ReportTypeMatch match, Diagnostics diagnostics) {
    for (String list : match.promoted()) {
      if (match.query().ids(list) == 1) {
        diagnostics.warning(
            Warning.Kind.SINGLE_ID,
            "the dimension " + list + " with a filter is documented for several ids, not for one");
      }
    }
  }
}
