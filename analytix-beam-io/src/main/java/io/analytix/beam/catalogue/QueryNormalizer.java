// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import io.analytix.beam.channel.ConsentScope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Mends what is wrong with a query whatever its report type: names and values that do not exist,
 * and numbers and dates that cannot be. A name that differs from a known one in case alone is
 * spelled as the known one.
 */
final class QueryNormalizer {
  private final RuleSet law;
  private final UnknownNames level;

  QueryNormalizer(RuleSet law, UnknownNames level) {
    this.law = law;
    this.level = level;
  }

  ReportQuery of(ReportQuery query) {
    Vocabulary words = law.words();
    return dates(query).toBuilder()
        .dimensions(names(query.dimensions(), words.dimensions()))
        .metrics(metrics(query.metrics()))
        .filters(filters(query.filters()))
        .sort(sort(query.sort()))
        .maxResults(Math.max(0, query.maxResults()))
        .startIndex(Math.max(1, query.startIndex()))
        .currency(value(query.currency(), words.currencies()).orElse("USD"))
        .scopes(scopes(query))
        .build();
  }

  private List<String> names(Collection<String> names, Set<String> known) {
    Set<String> kept = new LinkedHashSet<>();
    names.forEach(name -> name(name, known).ifPresent(kept::add));
    return List.copyOf(kept);
  }

  /** Where no name is left, what nearly every report has: none would stand for all. */
  private List<String> metrics(List<String> asked) {
    List<String> kept = names(asked, law.words().metrics());
    return kept.isEmpty() && !asked.isEmpty() ? List.of("views") : kept;
  }

  private Optional<String> name(String name, Set<String> known) {
    return law.words().refused().containsKey(name) ? Optional.empty() : value(name, known);
  }

  private Optional<String> value(String value, Set<String> known) {
    if (known.contains(value)) {
      return Optional.of(value);
    }
    Optional<String> spelled = known.stream().filter(value::equalsIgnoreCase).findFirst();
    boolean passes =
        level == UnknownNames.WARN && !(known == law.words().currencies() && !code(value));
    return spelled.isPresent() || !passes ? spelled : Optional.of(value);
  }

  private static boolean code(String currency) {
    return currency.matches("[A-Z]{3}");
  }

  private Map<String, String> filters(Map<String, String> filters) {
    Map<String, String> kept = new LinkedHashMap<>();
    filters.forEach(
        (asked, value) ->
            name(asked, law.words().filters())
                .ifPresent(name -> filterValue(name, value).ifPresent(v -> kept.put(name, v))));
    return kept;
  }

  private Optional<String> filterValue(String name, String value) {
    Set<String> known = law.words().values().get(name);
    if (known != null) {
      return value(value, known);
    }
    if (!law.words().filters().contains(name)) {
      return Optional.of(value);
    }
    int most = law.words().lists().contains(name) ? law.maxIds() : 1;
    String ids = IdList.tidy(value, most);
    return ids.isEmpty() ? Optional.empty() : Optional.of(ids);
  }

  private static List<String> sort(List<String> keys) {
    Map<String, String> kept = new LinkedHashMap<>();
    for (String key : keys) {
      String column = SortChecks.column(key);
      kept.putIfAbsent(column, key.startsWith("-") ? "-" + column : column);
    }
    return new ArrayList<>(kept.values());
  }

  private static ReportQuery dates(ReportQuery query) {
    LocalDate first = query.startDate();
    LocalDate last = query.endDate();
    if (first != null && last != null && last.isBefore(first)) {
      return dates(query.toBuilder().dates(/* first= */ last, /* last= */ first).build());
    }
    return query;
  }

  private static Set<ConsentScope> scopes(ReportQuery query) {
    if (!RuleSet.lacksEvery(query)) {
      return query.scopes();
    }
    Set<ConsentScope> scopes = EnumSet.copyOf(query.scopes());
    scopes.add(ConsentScope.READONLY);
    return scopes;
  }
}
