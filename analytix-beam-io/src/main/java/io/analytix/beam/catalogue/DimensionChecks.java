// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.List;

/** Which dimensions a query has. */
final class DimensionChecks {
  private DimensionChecks() {}

  static void known(ReportTypeMatch subject, Diagnostics findings) {
    NameChecks.known(
        subject.query().dimensions(),
        subject.law().words().dimensions(),
        Rule.INVALID_DIMENSION,
        "dimension",
        subject.law(),
        findings);
  }

  static void distinct(ReportTypeMatch subject, Diagnostics findings) {
    if (subject.has(Deviation.DUPLICATES)) {
      NameChecks.distinct(subject.query().dimensions(), Rule.DUPLICATE_DIMENSION, findings);
    }
  }

  static void allowed(ReportTypeMatch subject, Diagnostics findings) {
    List<String> refused =
        NameChecks.those(
            subject.query().dimensions(),
            name ->
                subject.law().words().dimensions().contains(name)
                    && !subject.type().dimensions().allowed().contains(name)
                    && !subject.promoted().contains(name));
    if (!refused.isEmpty()) {
      findings.violation(
          Rule.INCOMPATIBLE_DIMENSIONS,
          refused,
          subject.report() + " takes no " + String.join(", ", refused) + by(refused, subject));
    }
  }

  private static String by(List<String> refused, ReportTypeMatch subject) {
    return refused.stream()
            .anyMatch(name -> ReportTypeMatch.mayPromote(name, subject.type(), subject.law()))
        ? " without a filter of its ids"
        : "";
  }

  static void rules(ReportTypeMatch subject, Diagnostics findings) {
    NameChecks.rules(
        subject.type().dimensions(),
        subject.query().dimensions(),
        Rule.DIMENSION_RULE,
        subject,
        findings);
  }

  /** A single id as a dimension works as far as is known, but is not documented. */
  static void singleIds(ReportTypeMatch subject, Diagnostics findings) {
    for (String list : subject.promoted()) {
      if (subject.query().ids(list) == 1) {
        findings.warning(
            Warning.Kind.SINGLE_ID,
            "the dimension " + list + " over a filter is documented for several ids, not for one");
      }
    }
  }
}
