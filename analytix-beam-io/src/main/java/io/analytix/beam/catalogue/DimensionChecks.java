// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.List;

/** Which dimensions a query has. */
final class DimensionChecks {
  private DimensionChecks() {}

  static void known(Subject subject, Findings findings) {
    Names.known(
        subject.query().dimensions(),
        subject.law().words().dimensions(),
        Rule.INVALID_DIMENSION,
        "dimension",
        subject.law(),
        findings);
  }

  static void distinct(Subject subject, Findings findings) {
    if (subject.has(Deviation.DUPLICATES)) {
      Names.distinct(subject.query().dimensions(), Rule.DUPLICATE_DIMENSION, findings);
    }
  }

  static void allowed(Subject subject, Findings findings) {
    List<String> refused =
        Names.those(
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

  private static String by(List<String> refused, Subject subject) {
    return refused.stream()
            .anyMatch(name -> Subject.mayPromote(name, subject.type(), subject.law()))
        ? " without a filter of its ids"
        : "";
  }

  static void rules(Subject subject, Findings findings) {
    Names.rules(
        subject.type().dimensions(),
        subject.query().dimensions(),
        Rule.DIMENSION_RULE,
        subject,
        findings);
  }

  /** A single id as a dimension works as far as is known, but is not documented. */
  static void singleIds(Subject subject, Findings findings) {
    for (String list : subject.promoted()) {
      if (subject.query().ids(list) == 1) {
        findings.warning(
            Warning.Kind.SINGLE_ID,
            "the dimension " + list + " over a filter is documented for several ids, not for one");
      }
    }
  }
}
