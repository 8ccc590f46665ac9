// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the filters of a query and their values. */
final class FilterChecks {
  private FilterChecks() {}

  static void known(ReportTypeMatch match, Diagnostics diagnostics) {
    NameChecks.known(
        match.query().filters().keySet(),
        match.ruleSet().vocabulary().filters(),
        Rule.INVALID_FILTER,
        "filter",
        match.ruleSet(),
        diagnostics);
  }

  /**
   * Checks the values, in the caller's order: whether the catalogue contains them and the report
   * type accepts them.
   */
  static void values(ReportTypeMatch match, Diagnostics diagnostics) {
    Map<String, String> locked = match.filterRules().locked();
    for (Map.Entry<String, String> filter : match.query().filters().entrySet()) {
      value(filter.getKey(), filter.getValue(), match, diagnostics);
      String only = locked.get(filter.getKey());
      if (only != null && !only.equals(filter.getValue())) {
        diagnostics.violation(
            Rule.INCOMPATIBLE_FILTER_VALUE,
            List.of(filter.getKey()),
            match.report() + " accepts the filter " + filter.getKey() + "==" + only + " only");
      }
    }
  }

  private static void value(
      String name, String value, ReportTypeMatch match, Diagnostics diagnostics) {
    Vocabulary vocabulary = match.ruleSet().vocabulary();
    if (!vocabulary.hasValue(name, value)) {
      diagnostics.unknown(
          Rule.INVALID_FILTER_VALUE, List.of(name), "'" + value + "' is not a value of " + name);
    } else if (vocabulary.freeText(name) && vocabulary.filters().contains(name)) {
      freeText(name, match, diagnostics);
    }
  }

  private static void freeText(String name, ReportTypeMatch match, Diagnostics diagnostics) {
    String value = match.query().filters().getOrDefault(name, "");
    if (match.has(Deviation.EMPTY_VALUES) && IdList.hasBlank(value)) {
      diagnostics.violation(
          Rule.EMPTY_FILTER_VALUE, List.of(name), "the filter " + name + " has an empty value");
    }
    int ids = IdList.size(value);
    boolean list = match.ruleSet().vocabulary().lists().contains(name);
    if (!list && ids > 1 && match.has(Deviation.SINGLE_VALUES)) {
      diagnostics.violation(
          Rule.SEVERAL_FILTER_VALUES,
          List.of(name),
          "the filter " + name + " accepts one value, but has " + ids);
    }
    if (list && ids > match.ruleSet().maxIds() && match.has(Deviation.ID_LIMIT)) {
      diagnostics.violation(
          Rule.TOO_MANY_IDS,
          List.of(name),
          ids + " ids of " + name + ", but the maximum is " + match.ruleSet().maxIds());
    }
  }

  static void allowed(ReportTypeMatch match, Diagnostics diagnostics) {
    Set<String> allowed = match.filterRules().allowed();
    List<String> refused =
        NameChecks.matching(
            match.query().filters().keySet(),
            name ->
                match.ruleSet().vocabulary().filters().contains(name) && !allowed.contains(name));
    if (!refused.isEmpty()) {
      diagnostics.violation(
          Rule.INCOMPATIBLE_FILTERS,
          refused,
          match.report() + " does not accept the filter " + String.join(", ", refused));
    }
  }

  static void rules(ReportTypeMatch match, Diagnostics diagnostics) {
    NameChecks.rules(
        match.filterRules(),
        match.query().filters().keySet(),
        Rule.FILTER_RULE,
        match,
        diagnostics);
  }

  /** Checks the values of a filter of which the type accepts only some. */
  static void only(ReportTypeMatch match, Diagnostics diagnostics) {
    match
        .type()
        .allowedValues()
        .forEach(
            (name, values) -> {
              String value = match.query().filters().get(name);
              if (value != null
                  && !values.contains(value)
                  && match.ruleSet().vocabulary().hasValue(name, value)) {
                diagnostics.violation(
                    Rule.INCOMPATIBLE_FILTER_VALUE,
                    List.of(name),
                    match.report() + " has no data for " + name + "==" + value);
              }
            });
  }

  static void single(ReportTypeMatch match, Diagnostics diagnostics) {
    String single = match.type().singleValueFilter();
    if (single != null && match.query().ids(single) > 1) {
      diagnostics.violation(
          Rule.MULTIPLE_VIDEOS_NOT_ALLOWED,
          List.of(single),
          match.report() + " accepts one " + single + " only");
    }
  }
}
