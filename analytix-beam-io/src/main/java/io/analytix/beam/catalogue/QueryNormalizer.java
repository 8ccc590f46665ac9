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
 * Repairs the errors of a query that do not depend on its report type: removes names and values
 * that do not exist, and corrects numbers and dates out of range. A name that differs from a known
 * name only in case gets the known spelling.
 */
final class QueryNormalizer {
  private final RuleSet ruleSet;
  private final UnknownNames level;

  QueryNormalizer(RuleSet ruleSet, UnknownNames level) {
    this.ruleSet = ruleSet;
    this.level = level;
  }

  ReportQuery of(ReportQuery query) {
    Vocabulary vocabulary = ruleSet.vocabulary();
    return dates(query).toBuilder()
        .dimensions(names(query.dimensions(), vocabulary.dimensions()))
        .metrics(metrics(query.metrics()))
        .filters(filters(query.filters()))
        .sort(sort(query.sort()))
        .maxResults(Math.max(0, query.maxResults()))
        .startIndex(Math.max(1, query.startIndex()))
        .currency(value(query.currency(), vocabulary.currencies()).orElse("USD"))
        .scopes(scopes(query))
        .build();
  }

  private List<String> names(Collection<String> names, Set<String> known) {
    Set<String> kept = new LinkedHashSet<>();
    names.forEach(name -> name(name, known).ifPresent(kept::add));
    return List.copyOf(kept);
  }

  /**
   * If no metric is left, returns {@code views}, which nearly every report has: an empty list would
   * stand for all metrics.
   */
  private List<String> metrics(List<String> original) {
    List<String> kept = names(original, ruleSet.vocabulary().metrics());
    return kept.isEmpty() && !original.isEmpty() ? List.of("views") : kept;
  }

  private Optional<String> name(String name, Set<String> known) {
    return ruleSet.vocabulary().refused().containsKey(name) ? Optional.empty() : value(name, known);
  }

  private Optional<String> value(String value, Set<String> known) {
    if (known.contains(value)) {
      return Optional.of(value);
    }
    Optional<String> spelled = known.stream().filter(value::equalsIgnoreCase).findFirst();
    boolean passes =
        level == UnknownNames.WARN && !(known == ruleSet.vocabulary().currencies() && !code(value));
    return spelled.isPresent() || !passes ? spelled : Optional.of(value);
  }

  private static boolean code(String currency) {
    return currency.matches("[A-Z]{3}");
  }

  private Map<String, String> filters(Map<String, String> filters) {
    Map<String, String> kept = new LinkedHashMap<>();
    filters.forEach(
        (original, value) ->
            name(original, ruleSet.vocabulary().filters())
                .ifPresent(name -> filterValue(name, value).ifPresent(v -> kept.put(name, v))));
    return kept;
  }

  private Optional<String> filterValue(String name, String value) {
    Set<String> known = ruleSet.vocabulary().values().get(name);
    if (known != null) {
      return value(value, known);
    }
    if (!ruleSet.vocabulary().filters().contains(name)) {
      return Optional.of(value);
    }
    int max = ruleSet.vocabulary().lists().contains(name) ? ruleSet.maxIds() : 1;
    String ids = IdList.normalize(value, max);
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
