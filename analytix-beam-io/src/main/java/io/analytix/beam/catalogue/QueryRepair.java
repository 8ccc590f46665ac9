// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import io.analytix.beam.channel.ConsentScope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes a normalized query valid for one report type, with as few changes as possible. */
final class QueryRepair {
  private final ReportType type;
  private final RuleSet ruleSet;
  private ReportQuery query;

  private QueryRepair(ReportQuery normalized, ReportType type, RuleSet ruleSet) {
    this.query = normalized;
    this.type = type;
    this.ruleSet = ruleSet;
  }

  static ReportQuery of(ReportQuery normalized, ReportType type, RuleSet ruleSet) {
    QueryRepair repair = new QueryRepair(normalized, type, ruleSet);
    repair.dimensions();
    repair.filters();
    repair.promotedDimensions();
    repair.metrics();
    repair.sort();
    repair.rows();
    repair.months();
    repair.videoDays();
    return repair.query;
  }

  /** The dimensions of a normalized query that the type accepts, with those that it requires. */
  private static List<String> dimensions(ReportQuery normalized, ReportType type, RuleSet ruleSet) {
    List<String> names = new ArrayList<>(normalized.dimensions());
    NameRules rules = type.dimensions();
    names.removeIf(
        name ->
            ruleSet.vocabulary().dimensions().contains(name)
                && !rules.allowed().contains(name)
                && !(ReportTypeMatch.mayPromote(name, type, ruleSet) && normalized.hasValue(name)));
    rules.repair(names);
    for (int i = names.size() - 1; i >= 0 && names.size() > ruleSet.maxDimensions(); i--) {
      if (!rules.needs(names.get(i), names)) {
        names.remove(i);
      }
    }
    return names;
  }

  private void dimensions() {
    List<String> dimensions = dimensions(query, type, ruleSet);
    if (!dimensions.equals(query.dimensions())) {
      query = query.toBuilder().dimensions(dimensions).build();
    }
  }

  private void filters() {
    NameRules rules = type.filters(query.dimensions());
    List<String> names = new ArrayList<>(query.filters().keySet());
    names.removeIf(
        name -> ruleSet.vocabulary().filters().contains(name) && !rules.allowed().contains(name));
    rules.repair(names);
    Map<String, String> filters = new LinkedHashMap<>();
    names.forEach(name -> filters.put(name, value(name, rules)));
    query = query.toBuilder().filters(filters).build();
  }

  private String value(String name, NameRules rules) {
    String locked = rules.locked().get(name);
    if (locked != null) {
      return locked;
    }
    Set<String> known = known(name);
    String value = query.filters().getOrDefault(name, example(name, known));
    if (name.equals(type.singleValueFilter())) {
      return value.split(",", -1)[0];
    }
    return ruleSet.vocabulary().hasValue(name, value) && known != null && !known.contains(value)
        ? example(name, known)
        : value;
  }

  private @Nullable Set<String> known(String filter) {
    Set<String> only = type.allowedValues().get(filter);
    return only == null ? ruleSet.vocabulary().values().get(filter) : only;
  }

  private static String example(String name, @Nullable Set<String> known) {
    return known == null ? name.toUpperCase(Locale.ROOT) + "_ID" : known.iterator().next();
  }

  /**
   * Removes dimensions that the type accepts only with a filter, if the query has no such filter.
   */
  private void promotedDimensions() {
    Collection<String> allowed = type.dimensions().allowed();
    List<String> unfiltered =
        NameChecks.matching(
            query.dimensions(),
            name ->
                !allowed.contains(name)
                    && ruleSet.vocabulary().dimensions().contains(name)
                    && !query.hasValue(name));
    if (!unfiltered.isEmpty()) {
      List<String> names =
          NameChecks.matching(query.dimensions(), name -> !unfiltered.contains(name));
      query = query.toBuilder().dimensions(names).build();
    }
  }

  private void metrics() {
    boolean all = query.metrics().isEmpty();
    List<String> metrics =
        NameChecks.matching(
            query.metrics(),
            metric ->
                (type.metrics().contains(metric)
                        || !ruleSet.vocabulary().metrics().contains(metric))
                    && !ruleSet.conflicts(metric, query));
    if (RuleSet.lacks(query, ConsentScope.MONETARY_READONLY)) {
      List<String> withoutRevenue = NameChecks.matching(metrics, this::withoutRevenue);
      metrics = withoutRevenue.isEmpty() ? metrics : withoutRevenue;
    }
    if (metrics.isEmpty() && !all) {
      metrics = List.of(mostLikely(type.top() == null ? type.metrics() : type.top().sort()));
    }
    if (!metrics.equals(query.metrics())) {
      query = query.toBuilder().metrics(metrics).build();
    }
    coverMoney();
  }

  private boolean withoutRevenue(String metric) {
    return !ruleSet.vocabulary().money().contains(metric);
  }

  /** Returns a metric that the query may have, without revenue if the consent does not cover it. */
  private String mostLikely(Collection<String> metrics) {
    boolean withoutMoney = RuleSet.lacks(query, ConsentScope.MONETARY_READONLY);
    List<String> possible =
        metrics.stream().filter(metric -> !ruleSet.conflicts(metric, query)).toList();
    return possible.stream()
        .filter(metric -> !withoutMoney || withoutRevenue(metric))
        .findFirst()
        .orElse(possible.get(0));
  }

  /** Adds the monetary scope if all remaining metrics or a dimension need it. */
  private void coverMoney() {
    if (RuleSet.lacks(query, ConsentScope.MONETARY_READONLY)
        && (!QueryChecks.money(query, ruleSet).isEmpty()
            || MetricChoice.of(query, type, ruleSet).isEmpty())) {
      Set<ConsentScope> scopes = EnumSet.copyOf(query.scopes());
      scopes.add(ConsentScope.MONETARY_READONLY);
      query = query.toBuilder().scopes(scopes).build();
    }
  }

  private void sort() {
    TopRows top = type.top();
    if (top != null) {
      sort(top);
    } else if (!query.sort().isEmpty()) {
      List<String> metrics = MetricChoice.of(query, type, ruleSet);
      sort(keys(column -> metrics.contains(column) || query.dimensions().contains(column)));
    }
  }

  private void sort(TopRows top) {
    List<String> metrics = MetricChoice.of(query, type, ruleSet);
    List<String> options = NameChecks.matching(top.sort(), metrics::contains);
    if (options.isEmpty()) {
      sortByAnother(metrics, mostLikely(top.sort()));
      return;
    }
    List<String> kept =
        keys(options::contains).stream().map(key -> "-" + SortChecks.column(key)).toList();
    sort(kept.isEmpty() ? List.of("-" + options.get(0)) : kept);
  }

  private void sort(List<String> keys) {
    if (!keys.equals(query.sort())) {
      query = query.toBuilder().sort(keys).build();
    }
  }

  private List<String> keys(Predicate<String> columns) {
    return NameChecks.matching(query.sort(), key -> columns.test(SortChecks.column(key)));
  }

  private void sortByAnother(List<String> metrics, String added) {
    List<String> more = new ArrayList<>(metrics);
    more.add(added);
    query = query.toBuilder().metrics(more).sort("-" + added).build();
  }

  private void rows() {
    TopRows top = type.top();
    int rows = query.maxResults();
    int start = query.startIndex();
    if (top != null) {
      rows = rows == 0 ? top.rows() : Math.min(rows, top.rows());
      start = (long) start + rows > top.rows() + 1L ? 1 : start;
    }
    if (!ReportTypeMatch.of(query, type, ruleSet).promoted().isEmpty()) {
      start = 1;
    }
    if (rows != query.maxResults() || start != query.startIndex()) {
      query = query.toBuilder().maxResults(rows).startIndex(start).build();
    }
  }

  private void months() {
    if (query.dimensions().contains("month")) {
      LocalDate first = QueryChecks.firstOfMonth(query.startDate());
      LocalDate last = QueryChecks.firstOfMonth(query.endDate());
      query = query.toBuilder().dates(first, last).build();
    }
  }

  /** Shortens the dates of a query for traffic sources of many videos. */
  private void videoDays() {
    int videos = query.ids("video");
    LocalDate first = query.startDate();
    if (first == null || videos == 0 || !type.ofTrafficSources()) {
      return;
    }
    long max = ruleSet.maxVideoDays() / videos;
    if (RowChecks.days(query) > max) {
      query = query.toBuilder().dates(first, first.plusDays(max - 1)).build();
    }
  }
}
