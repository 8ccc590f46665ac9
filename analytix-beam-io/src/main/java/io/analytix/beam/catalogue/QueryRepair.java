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

/** Makes a tidy query valid for one report type, changing as little as it can. */
final class QueryRepair {
  private final ReportType type;
  private final RuleSet law;
  private ReportQuery query;

  private QueryRepair(ReportQuery tidy, ReportType type, RuleSet law) {
    this.query = tidy;
    this.type = type;
    this.law = law;
  }

  static ReportQuery of(ReportQuery tidy, ReportType type, RuleSet law) {
    QueryRepair mending = new QueryRepair(tidy, type, law);
    mending.dimensions();
    mending.filters();
    mending.promotedDimensions();
    mending.metrics();
    mending.sort();
    mending.rows();
    mending.months();
    mending.videoDays();
    return mending.query;
  }

  /** The dimensions that the type would leave of a tidy query, and add to it. */
  private static List<String> dimensions(ReportQuery tidy, ReportType type, RuleSet law) {
    List<String> names = new ArrayList<>(tidy.dimensions());
    NameRules rules = type.dimensions();
    names.removeIf(
        name ->
            law.words().dimensions().contains(name)
                && !rules.allowed().contains(name)
                && !(ReportTypeMatch.mayPromote(name, type, law) && tidy.hasValue(name)));
    rules.mend(names);
    for (int i = names.size() - 1; i >= 0 && names.size() > law.mostDimensions(); i--) {
      if (!rules.needs(names.get(i), names)) {
        names.remove(i);
      }
    }
    return names;
  }

  private void dimensions() {
    List<String> dimensions = dimensions(query, type, law);
    if (!dimensions.equals(query.dimensions())) {
      query = query.toBuilder().dimensions(dimensions).build();
    }
  }

  private void filters() {
    NameRules rules = type.filters(query.dimensions());
    List<String> names = new ArrayList<>(query.filters().keySet());
    names.removeIf(name -> law.words().filters().contains(name) && !rules.allowed().contains(name));
    rules.mend(names);
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
    if (name.equals(type.single())) {
      return value.split(",", -1)[0];
    }
    return law.words().hasValue(name, value) && known != null && !known.contains(value)
        ? example(name, known)
        : value;
  }

  private @Nullable Set<String> known(String filter) {
    Set<String> only = type.only().get(filter);
    return only == null ? law.words().values().get(filter) : only;
  }

  private static String example(String name, @Nullable Set<String> known) {
    return known == null ? name.toUpperCase(Locale.ROOT) + "_ID" : known.iterator().next();
  }

  /** A dimension that only a filter lets in goes with the filter. */
  private void promotedDimensions() {
    Collection<String> allowed = type.dimensions().allowed();
    List<String> alone =
        NameChecks.those(
            query.dimensions(),
            name ->
                !allowed.contains(name)
                    && law.words().dimensions().contains(name)
                    && !query.hasValue(name));
    if (!alone.isEmpty()) {
      List<String> names = NameChecks.those(query.dimensions(), name -> !alone.contains(name));
      query = query.toBuilder().dimensions(names).build();
    }
  }

  private void metrics() {
    boolean all = query.metrics().isEmpty();
    List<String> metrics =
        NameChecks.those(
            query.metrics(),
            metric ->
                (type.metrics().contains(metric) || !law.words().metrics().contains(metric))
                    && !law.conflicts(metric, query));
    if (RuleSet.lacks(query, ConsentScope.MONETARY_READONLY)) {
      List<String> free = NameChecks.those(metrics, this::free);
      metrics = free.isEmpty() ? metrics : free;
    }
    if (metrics.isEmpty() && !all) {
      metrics = List.of(likeliest(type.top() == null ? type.metrics() : type.top().sort()));
    }
    if (!metrics.equals(query.metrics())) {
      query = query.toBuilder().metrics(metrics).build();
    }
    coverMoney();
  }

  private boolean free(String metric) {
    return !law.words().money().contains(metric);
  }

  /** A metric that can be asked here, without money where that is not covered. */
  private String likeliest(Collection<String> metrics) {
    boolean withoutMoney = RuleSet.lacks(query, ConsentScope.MONETARY_READONLY);
    List<String> possible =
        metrics.stream().filter(metric -> !law.conflicts(metric, query)).toList();
    return possible.stream()
        .filter(metric -> !withoutMoney || free(metric))
        .findFirst()
        .orElse(possible.get(0));
  }

  /** Where nothing but money is left to ask, the consent must cover it. */
  private void coverMoney() {
    if (RuleSet.lacks(query, ConsentScope.MONETARY_READONLY)
        && (!QueryChecks.money(query, law).isEmpty()
            || MetricChoice.of(query, type, law).isEmpty())) {
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
      List<String> metrics = MetricChoice.of(query, type, law);
      sort(keys(column -> metrics.contains(column) || query.dimensions().contains(column)));
    }
  }

  private void sort(TopRows top) {
    List<String> metrics = MetricChoice.of(query, type, law);
    List<String> options = NameChecks.those(top.sort(), metrics::contains);
    if (options.isEmpty()) {
      sortByAnother(metrics, likeliest(top.sort()));
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
    return NameChecks.those(query.sort(), key -> columns.test(SortChecks.column(key)));
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
    if (!ReportTypeMatch.of(query, type, law).promoted().isEmpty()) {
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

  /** Traffic sources of many videos are asked of fewer days at a time. */
  private void videoDays() {
    int videos = query.ids("video");
    LocalDate first = query.startDate();
    if (first == null || videos == 0 || !type.ofTrafficSources()) {
      return;
    }
    long most = law.mostVideoDays() / videos;
    if (RowChecks.days(query) > most) {
      query = query.toBuilder().dates(first, first.plusDays(most - 1)).build();
    }
  }
}
