// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.truth.Seed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queries of anything at all: each gets a verdict, and an invalid one a way out. */
final class WildQueriesTest {
  private static final long SEED = Seed.get();
  private static final int QUERIES = Integer.getInteger("queries", 300);

  private final Random random = new Random(SEED);
  private final RuleSet ruleSet = RuleSetReader.read(EnumSet.allOf(Deviation.class));
  private final List<String> names = new ArrayList<>();

  WildQueriesTest() {
    names.addAll(ruleSet.vocabulary().dimensions());
    names.addAll(ruleSet.vocabulary().filters());
    names.addAll(ruleSet.vocabulary().metrics());
    names.addAll(ruleSet.vocabulary().refused().keySet());
  }

  @Test
  void check_anyQuery_returnsAResult() {
    for (int i = 0; i < QUERIES; i++) {
      ReportQuery query = wild();
      for (UnknownNames level : UnknownNames.values()) {
        CheckResult verdict = Catalogue.current().check(query, level);
        assertWithMessage(told(i)).that(verdict.text()).isNotEmpty();
        NearestQuery nearest = verdict.nearest();
        assertWithMessage(told(i)).that(nearest == null).isEqualTo(verdict.valid());
        if (nearest != null) {
          assertWithMessage(told(i) + nearest.changes())
              .that(Catalogue.current().check(nearest.query(), level).violations())
              .isEmpty();
        }
      }
      assertWithMessage(told(i)).that(Catalogue.analytix().check(query).text()).isNotEmpty();
    }
  }

  @Test
  void query_nullOrYearOutOfRange_isRefusedWithTheField() {
    List<String> hole = Arrays.asList("views", null);
    Map<String, String> noValue = new LinkedHashMap<>();
    noValue.put("country", null);

    assertRefused("metrics must not contain null", () -> ReportQuery.of().metrics(hole).build());
    assertRefused(
        "dimensions must not contain null", () -> ReportQuery.of().dimensions(hole).build());
    assertRefused("sort must not contain null", () -> ReportQuery.of().sort(hole).build());
    assertRefused("filters must not contain null", () -> ReportQuery.of().filters(noValue).build());
    assertRefused(
        "endDate must be in the years 1 to 9999",
        () -> ReportQuery.of().dates(null, LocalDate.MAX).build());
  }

  private static void assertRefused(String said, Supplier<ReportQuery> made) {
    assertThat(assertThrows(IllegalArgumentException.class, made::get).getMessage()).contains(said);
  }

  private ReportQuery wild() {
    LocalDate last = one(days());
    return ReportQuery.of()
        .dimensions(words())
        .metrics(words())
        .filters(filters())
        .sort(words())
        .dates(random.nextBoolean() ? one(days()) : null, random.nextInt(9) == 0 ? null : last)
        .maxResults(number())
        .startIndex(number())
        .currency(random.nextBoolean() ? "USD" : word())
        .includeHistoricalChannelData(random.nextBoolean())
        .contentOwner(random.nextBoolean() ? word() : null)
        .scopes(
            EnumSet.allOf(ConsentScope.class).stream()
                .filter(scope -> random.nextInt(3) == 0)
                .collect(Collectors.toSet()))
        .build();
  }

  private static List<LocalDate> days() {
    return List.of(
        LocalDate.of(1, 1, 1),
        LocalDate.of(1, 1, 9),
        LocalDate.of(2024, 2, 29),
        LocalDate.of(2026, 1, 1),
        LocalDate.of(9999, 12, 31));
  }

  private int number() {
    return one(
        List.of(
            0, 1, -1, 10, 25, 200, 250, Integer.MAX_VALUE, Integer.MIN_VALUE, random.nextInt()));
  }

  private Map<String, String> filters() {
    Map<String, String> filters = new LinkedHashMap<>();
    words().forEach(name -> filters.put(name, word()));
    return filters;
  }

  private List<String> words() {
    int most = one(List.of(0, 1, 2, 3, 5, 40));
    List<String> words = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      words.add(word());
    }
    return random.nextInt(50) == 0 ? Collections.nCopies(2_000, word()) : words;
  }

  private String word() {
    return switch (random.nextInt(9)) {
      case 0 -> garbage(random.nextInt(12));
      case 1 -> "-".repeat(random.nextInt(4)) + one(names) + "-".repeat(random.nextInt(3));
      case 2 -> ",".repeat(random.nextInt(5));
      case 3 -> one(List.of("", " ", "\u0000", "==", ";", "%2C", "\uD800", "ｖｉｅｗｓ", "İ", "null"));
      case 4 -> random.nextInt(200) == 0 ? garbage(1_000_000) : garbage(30);
      case 5 -> one(names).toUpperCase(java.util.Locale.ROOT);
      case 6 -> ids(one(List.of(1, 2, 500, 501)));
      default -> one(names);
    };
  }

  private static String ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "id" + i).collect(Collectors.joining(","));
  }

  /** Half surrogates and control characters among it. */
  private String garbage(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) random.nextInt(Character.MAX_VALUE + 1));
    }
    return text.toString();
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static String told(int query) {
    return "-Dseed=" + SEED + ", query " + query + ": ";
  }
}
