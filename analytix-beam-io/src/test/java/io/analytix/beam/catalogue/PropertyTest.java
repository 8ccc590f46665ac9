// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.truth.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What must hold for any query. */
final class PropertyTest {
  /** With {@code -Dqueries=1000000} it takes some minutes. */
  private static final int QUERIES = Integer.getInteger("queries", 4_000);

  /** A failure prints the seed, and {@code -Dseed} draws it again. */
  private static final long SEED = Seed.get();

  private static final Catalogue CATALOGUE = Catalogue.current();

  private final QueryDraw draw = new QueryDraw(SEED);

  @Test
  void nearest_anyInvalidQuery_isValidAndDifferent() {
    for (UnknownNames level : UnknownNames.values()) {
      int invalid = 0;
      for (int i = 0; i < QUERIES; i++) {
        ReportQuery query = draw.query();
        CheckResult verdict = CATALOGUE.check(query, level);
        NearestQuery nearest = verdict.nearest();
        assertWithMessage(told(query)).that(nearest == null).isEqualTo(verdict.valid());
        if (nearest != null) {
          invalid++;
          assertWithMessage(told(query) + " -> " + nearest)
              .that(CATALOGUE.check(nearest.query(), level).violations())
              .isEmpty();
          assertWithMessage(told(query) + verdict.text()).that(nearest.changes()).isNotEmpty();
        }
      }
      assertThat(invalid).isGreaterThan(QUERIES / 10);
      assertThat(invalid).isLessThan(QUERIES * 9 / 10);
    }
  }

  @Test
  void validity_anyQuery_doesNotDependOnTheOrderOfItsNames() {
    Random random = new Random(SEED);
    for (int i = 0; i < QUERIES; i++) {
      ReportQuery query = draw.query();
      ReportQuery shuffled =
          query.toBuilder()
              .dimensions(shuffled(query.dimensions(), random))
              .metrics(shuffled(query.metrics(), random))
              .filters(shuffled(query.filters(), random))
              .sort(shuffled(query.sort(), random))
              .build();
      for (Catalogue catalogue : List.of(CATALOGUE, Catalogue.analytix())) {
        CheckResult one = catalogue.check(query);
        CheckResult other = catalogue.check(shuffled);
        assertWithMessage(told(query)).that(other.valid()).isEqualTo(one.valid());
        if (one.valid()) {
          assertWithMessage(told(query)).that(other.type()).isEqualTo(one.type());
        }
      }
    }
  }

  @Test
  void warn_anyQuery_acceptsAllThatStrictAccepts() {
    for (int i = 0; i < QUERIES; i++) {
      ReportQuery query = draw.query();
      CheckResult strict = CATALOGUE.check(query);
      if (strict.valid()) {
        assertWithMessage(told(query))
            .that(CATALOGUE.check(query, UnknownNames.WARN))
            .isEqualTo(strict);
      }
    }
  }

  @Test
  void widest_anyValidQuery_isValidForNoTypeWithMoreMetrics() {
    for (int i = 0; i < QUERIES; i++) {
      ReportQuery query = draw.query().toBuilder().contentOwner(null).build();
      CheckResult verdict = CATALOGUE.check(query);
      if (verdict.valid()) {
        for (ReportType type : CATALOGUE.types()) {
          if (type.metrics().size() > verdict.type().metrics().size()) {
            assertWithMessage(told(query)).that(CATALOGUE.serves(type, query)).isFalse();
          }
        }
      }
    }
  }

  @Test
  void analytix_anyQuery_agreesWithThePlainImplementation() {
    PlainAnalytix plain = new PlainAnalytix();
    QueryDraw near = new QueryDraw(SEED, EnumSet.noneOf(Deviation.class));
    Set<@Nullable String> seen = new HashSet<>();
    for (int i = 0; i < QUERIES; i++) {
      ReportQuery query = near.query();
      ConformanceCase.Answer told = plain.judge(query);
      assertWithMessage(told(query))
          .that(ConformanceCase.Answer.of(Catalogue.analytix().check(query)))
          .isEqualTo(told);
      seen.add(told.error());
    }
    assertThat(seen.size()).isAtLeast(20);
  }

  private static List<String> shuffled(List<String> names, Random random) {
    List<String> shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private static Map<String, String> shuffled(Map<String, String> filters, Random random) {
    Map<String, String> shuffled = new LinkedHashMap<>();
    shuffled(List.copyOf(filters.keySet()), random)
        .forEach(name -> shuffled.put(name, filters.get(name)));
    return shuffled;
  }

  private static String told(ReportQuery query) {
    return "-Dseed=" + SEED + " " + query;
  }
}
