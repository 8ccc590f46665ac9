// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import io.analytix.beam.catalogue.Catalogue;
import io.analytix.beam.catalogue.NameRule;
import io.analytix.beam.catalogue.NameRules;
import io.analytix.beam.catalogue.ReportQuery;
import io.analytix.beam.catalogue.ReportType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random queries similar to a report type, most of them invalid. */
final class RandomQueries {
  private static final LocalDate LAST = LocalDate.of(2026, 2, 28);
  private static final Map<String, List<String>> VALUES =
      Map.of(
          "country", List.of("US", "DE", "us"),
          "province", List.of("US-CA", "US-NY"),
          "continent", List.of("019", "150"),
          "subscribedStatus", List.of("SUBSCRIBED", "subscribed"),
          "youtubeProduct", List.of("CORE", "GAMING"),
          "liveOrOnDemand", List.of("LIVE", "ON_DEMAND"),
          "insightTrafficSourceType", List.of("YT_SEARCH", "PLAYLIST"));

  private final Random random;
  private final List<ReportType> types = Catalogue.current().types();

  RandomQueries(long seed) {
    random = new Random(seed);
  }

  ReportQuery query() {
    ReportType type = one(types);
    List<String> dimensions = names(type.dimensions());
    List<String> metrics = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      metrics.add(one(chance(95) ? type.metrics() : one(types).metrics()));
    }
    if (chance(10)) {
      dimensions.add(one(List.of("day", "video", "country", "colour")));
    }
    return ReportQuery.of()
        .dimensions(dimensions)
        .metrics(metrics)
        .filters(filters(type))
        .sort(sort(type, dimensions, metrics))
        .maxResults(type.top() == null ? 0 : one(List.of(10, 25, 200, 250)))
        .dates(LAST.minusDays(random.nextInt(400)), LAST)
        .build();
  }

  private List<String> names(NameRules rules) {
    List<String> names = new ArrayList<>();
    for (NameRule rule : rules.rules()) {
      switch (rule.kind()) {
        case REQUIRED -> names.addAll(rule.names());
        case EXACTLY_ONE, ONE_OR_MORE -> names.add(one(rule.names()));
        case ZERO_OR_ONE, OPTIONAL, ZERO_OR_MORE -> {
          if (chance(30)) {
            names.add(one(rule.names()));
          }
        }
      }
    }
    return names;
  }

  private Map<String, String> filters(ReportType type) {
    Map<String, String> filters = new LinkedHashMap<>();
    for (String name : names(type.filters())) {
      String locked = type.filters().locked().get(name);
      filters.put(name, locked == null ? value(name) : locked);
    }
    return filters;
  }

  private String value(String name) {
    return VALUES.containsKey(name)
        ? one(VALUES.get(name))
        : IntStream.range(0, one(List.of(1, 1, 1, 3, 50)))
            .mapToObj(i -> "id-%08d".formatted(i))
            .collect(Collectors.joining(","));
  }

  private List<String> sort(ReportType type, List<String> dimensions, List<String> metrics) {
    if (type.top() != null) {
      return metrics.isEmpty() || chance(10) ? List.of() : List.of("-" + metrics.get(0));
    }
    return chance(50) ? dimensions : List.of();
  }

  private <T> T one(Collection<T> of) {
    return of.stream().skip(random.nextInt(of.size())).findFirst().orElseThrow();
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
