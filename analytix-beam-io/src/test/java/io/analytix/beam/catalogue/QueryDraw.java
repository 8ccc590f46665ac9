// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.Columns;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws queries near the report types: some valid, most with a few faults. */
final class QueryDraw {
  private static final List<String> ODD_NAMES =
      List.of("Views", "DAY", "foo", "", " ", "-", "day ", "uniques", "isCurated", "video,day");

  private final Random random;
  private final List<ReportType> types;
  private final Map<String, Set<String>> values;
  private final List<String> names;

  /** Draws near the report types of today. */
  QueryDraw(long seed) {
    this(seed, EnumSet.allOf(Deviation.class));
  }

  /** Draws near the report types that these deviations leave of analytix's. */
  QueryDraw(long seed, Set<Deviation> deviations) {
    random = new Random(seed);
    RuleSet ruleSet = RuleSetReader.read(deviations);
    types = List.copyOf(ruleSet.channelTypes().values());
    values = ruleSet.vocabulary().values();
    names = Columns.all().values().stream().map(Column::apiName).sorted().toList();
  }

  ReportQuery query() {
    ReportType type = one(types);
    List<String> dimensions = names(type.dimensions());
    List<String> metrics = chance(90) ? some(type.metrics(), 5) : new ArrayList<>();
    strayed(dimensions);
    strayed(metrics);
    LocalDate last = LocalDate.of(2024, 3, 1).plusDays(chance(60) ? 0 : random.nextInt(500));
    ReportQuery.Builder query =
        ReportQuery.of()
            .dimensions(dimensions)
            .metrics(metrics)
            .filters(filters(type))
            .sort(sort(type, dimensions, metrics))
            .maxResults(
                chance(70)
                    ? 10
                    : one(
                        List.of(
                            -1,
                            0,
                            25,
                            26,
                            200,
                            201,
                            250,
                            251,
                            Integer.MAX_VALUE,
                            Integer.MIN_VALUE)))
            .startIndex(
                chance(85)
                    ? 1
                    : one(List.of(-3, 0, 2, 11, 16, 17, 191, 192, 500, Integer.MAX_VALUE)))
            .currency(
                chance(95) ? "EUR" : one(List.of("usd", "", "XXQ", "XAU", "HRK", "VES", "USDD")))
            .includeHistoricalChannelData(chance(10))
            .contentOwner(chance(25) ? "owner" : null)
            .scopes(scopes());
    return chance(90) ? query.dates(first(last), last).build() : query.build();
  }

  private LocalDate first(LocalDate last) {
    return chance(60) ? last.minusMonths(2) : last.minusDays(random.nextInt(900) - 5);
  }

  private Set<ConsentScope> scopes() {
    return chance(70)
        ? Set.of()
        : one(
            List.of(
                EnumSet.of(ConsentScope.READONLY),
                EnumSet.of(ConsentScope.MONETARY_READONLY),
                EnumSet.of(ConsentScope.OPENID, ConsentScope.EMAIL),
                EnumSet.of(ConsentScope.MONETARY_READONLY, ConsentScope.PROFILE),
                EnumSet.of(ConsentScope.READONLY, ConsentScope.MONETARY_READONLY)));
  }

  private List<String> names(NameRules rules) {
    List<String> names = new ArrayList<>();
    for (NameRule rule : rules.rules()) {
      switch (rule.kind()) {
        case REQUIRED -> names.addAll(rule.names());
        case EXACTLY_ONE, ONE_OR_MORE -> names.add(one(rule.names()));
        case ZERO_OR_ONE -> names.addAll(chance(40) ? List.of(one(rule.names())) : List.of());
        default -> rule.names().stream().filter(name -> chance(25)).forEach(names::add);
      }
    }
    return names;
  }

  private Map<String, String> filters(ReportType type) {
    List<String> names = names(type.filters());
    if (chance(25)) {
      names.add(one(List.of("channel", "video", "playlist", "claimedStatus")));
    }
    strayed(names);
    Map<String, String> filters = new LinkedHashMap<>();
    for (String name : names) {
      filters.put(name, value(name, type.filters().locked().get(name)));
    }
    return filters;
  }

  private String value(String name, String locked) {
    if (locked != null && chance(90)) {
      return locked;
    }
    if (values.containsKey(name) && chance(95)) {
      return one(values.get(name));
    }
    int ids = one(List.of(1, 1, 2, 3, 200, 501));
    return chance(90)
        ? IntStream.range(0, ids).mapToObj(i -> "id" + i).collect(Collectors.joining(","))
        : one(List.of("", "a,,b", "nope", "us", ",", " ", "US,GB", "EMBEDDED", "YT_SEARCH"));
  }

  private List<String> sort(ReportType type, List<String> dimensions, List<String> metrics) {
    List<String> keys = new ArrayList<>();
    if (type.top() != null) {
      type.top().sort().stream()
          .filter(metrics::contains)
          .limit(2)
          .forEach(m -> keys.add(chance(90) ? "-" + m : m));
    } else if (chance(40)) {
      keys.addAll(dimensions);
    }
    if (chance(10)) {
      keys.add(one(List.of("--views", "views-", "-views-", "views", "country", "", "-")));
    }
    return keys;
  }

  private void strayed(List<String> names) {
    if (chance(5)) {
      names.add(one(ODD_NAMES));
    }
    if (chance(5)) {
      names.add(one(this.names));
    }
    if (chance(7)) {
      names.addAll(names(one(types).dimensions()));
    }
    if (chance(5) && !names.isEmpty()) {
      names.remove(random.nextInt(names.size()));
    }
    if (chance(3) && !names.isEmpty()) {
      names.add(one(names));
    }
  }

  private List<String> some(Collection<String> names, int most) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(most); i++) {
      String name = one(names);
      if (!some.contains(name)) {
        some.add(name);
      }
    }
    return some;
  }

  private <T> T one(Collection<T> of) {
    int place = random.nextInt(of.size());
    return of instanceof List<T> list ? list.get(place) : of.stream().skip(place).findFirst().get();
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
