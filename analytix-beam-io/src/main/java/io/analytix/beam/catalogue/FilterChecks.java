// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which filters a query has, and with which values. */
final class FilterChecks {
  private FilterChecks() {}

  static void known(ReportTypeMatch subject, Diagnostics findings) {
    NameChecks.known(
        subject.query().filters().keySet(),
        subject.law().words().filters(),
        Rule.INVALID_FILTER,
        "filter",
        subject.law(),
        findings);
  }

  /** Values, in the caller's order: known at all, and taken by the report type. */
  static void values(ReportTypeMatch subject, Diagnostics findings) {
    Map<String, String> locked = subject.filterRules().locked();
    for (Map.Entry<String, String> filter : subject.query().filters().entrySet()) {
      value(filter.getKey(), filter.getValue(), subject, findings);
      String only = locked.get(filter.getKey());
      if (only != null && !only.equals(filter.getValue())) {
        findings.violation(
            Rule.INCOMPATIBLE_FILTER_VALUE,
            List.of(filter.getKey()),
            subject.report() + " takes the filter " + filter.getKey() + "==" + only + " only");
      }
    }
  }

  private static void value(
      String name, String value, ReportTypeMatch subject, Diagnostics findings) {
    Vocabulary words = subject.law().words();
    if (!words.hasValue(name, value)) {
      findings.unknown(
          Rule.INVALID_FILTER_VALUE, List.of(name), "'" + value + "' is no value of " + name);
    } else if (words.freeText(name) && words.filters().contains(name)) {
      freeText(name, subject, findings);
    }
  }

  private static void freeText(String name, ReportTypeMatch subject, Diagnostics findings) {
    String value = subject.query().filters().getOrDefault(name, "");
    if (subject.has(Deviation.EMPTY_VALUES) && IdList.hasBlank(value)) {
      findings.violation(
          Rule.EMPTY_FILTER_VALUE, List.of(name), "the filter " + name + " has an empty value");
    }
    int ids = IdList.size(value);
    boolean list = subject.law().words().lists().contains(name);
    if (!list && ids > 1 && subject.has(Deviation.SINGLE_VALUES)) {
      findings.violation(
          Rule.SEVERAL_FILTER_VALUES,
          List.of(name),
          "the filter " + name + " takes one value, but has " + ids);
    }
    if (list && ids > subject.law().maxIds() && subject.has(Deviation.ID_LIMIT)) {
      findings.violation(
          Rule.TOO_MANY_IDS,
          List.of(name),
          ids + " ids of " + name + ", but at most " + subject.law().maxIds() + " work");
    }
  }

  static void allowed(ReportTypeMatch subject, Diagnostics findings) {
    Set<String> allowed = subject.filterRules().allowed();
    List<String> refused =
        NameChecks.those(
            subject.query().filters().keySet(),
            name -> subject.law().words().filters().contains(name) && !allowed.contains(name));
    if (!refused.isEmpty()) {
      findings.violation(
          Rule.INCOMPATIBLE_FILTERS,
          refused,
          subject.report() + " takes no filter " + String.join(", ", refused));
    }
  }

  static void rules(ReportTypeMatch subject, Diagnostics findings) {
    NameChecks.rules(
        subject.filterRules(),
        subject.query().filters().keySet(),
        Rule.FILTER_RULE,
        subject,
        findings);
  }

  /** Values that the type takes of a filter which elsewhere has more. */
  static void only(ReportTypeMatch subject, Diagnostics findings) {
    subject
        .type()
        .only()
        .forEach(
            (name, values) -> {
              String value = subject.query().filters().get(name);
              if (value != null
                  && !values.contains(value)
                  && subject.law().words().hasValue(name, value)) {
                findings.violation(
                    Rule.INCOMPATIBLE_FILTER_VALUE,
                    List.of(name),
                    subject.report() + " has nothing of " + name + "==" + value);
              }
            });
  }

  static void single(ReportTypeMatch subject, Diagnostics findings) {
    String single = subject.type().single();
    if (single != null && subject.query().ids(single) > 1) {
      findings.violation(
          Rule.MULTIPLE_VIDEOS_NOT_ALLOWED,
          List.of(single),
          subject.report() + " is of one " + single);
    }
  }
}
