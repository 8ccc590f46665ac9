// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import static com.google.common.truth.Truth.assertThat;
import static io.analytix.beam.pipelines.parquet.Sample.ALPHA;
import static io.analytix.beam.pipelines.parquet.Sample.COUNTRY;

import io.analytix.beam.pipelines.parquet.Sample;
import io.analytix.beam.pipelines.parquet.Sample.Night;
import io.analytix.beam.pipelines.parquet.format.TableMerge.Merged;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.row.ReplaceScope;
import io.analytix.beam.row.ReportSchema;
import java.util.List;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TableMergeTest {
  private static final ReplaceScope THE_FIFTH = days("2026-01-05", "2026-01-05");

  private final TableMerge merge = new TableMerge(ReportSchema.of(COUNTRY));

  @Test
  void merge_nothingBefore_insertsAll() {
    Merged merged = merge.merge(List.of(), List.of(THE_FIFTH), List.of(fresh("05", "NO", 1)));

    assertThat(merged).isEqualTo(new Merged(List.of(fresh("05", "NO", 1)), 1, 0, 0, 0));
  }

  @Test
  void merge_sameFigures_keepsTheOldRow() {
    Merged merged =
        merge.merge(List.of(old("05", "NO", 1)), List.of(THE_FIFTH), List.of(fresh("05", "NO", 1)));

    assertThat(merged).isEqualTo(new Merged(List.of(old("05", "NO", 1)), 0, 0, 0, 1));
    assertThat(merged.differs()).isFalse();
  }

  @Test
  void merge_answeredDay_hasTheRowsOfTheResponse() {
    Merged merged =
        merge.merge(
            List.of(old("05", "NO", 1), old("05", "SE", 2), old("05", "DK", 3)),
            List.of(THE_FIFTH),
            List.of(fresh("05", "NO", 1), fresh("05", "SE", 9), fresh("05", "FI", 4)));

    assertThat(merged)
        .isEqualTo(
            new Merged(
                List.of(fresh("05", "FI", 4), old("05", "NO", 1), fresh("05", "SE", 9)),
                1,
                1,
                1,
                1));
  }

  @Test
  void merge_daysNotAnswered_stay() {
    List<Row> old = List.of(old("04", "NO", 1), old("05", "NO", 2), old("06", "NO", 3));

    Merged merged = merge.merge(old, List.of(THE_FIFTH), List.of());

    assertThat(merged)
        .isEqualTo(new Merged(List.of(old("04", "NO", 1), old("06", "NO", 3)), 0, 0, 1, 0));
  }

  @Test
  void merge_gapBetweenTwoAnswers_stays() {
    List<Row> old = List.of(old("04", "NO", 1), old("05", "NO", 2), old("06", "NO", 3));

    Merged merged =
        merge.merge(
            old,
            List.of(days("2026-01-04", "2026-01-04"), days("2026-01-06", "2026-01-06")),
            List.of(fresh("04", "NO", 7), fresh("06", "NO", 8)));

    assertThat(merged.rows())
        .containsExactly(fresh("04", "NO", 7), old("05", "NO", 2), fresh("06", "NO", 8))
        .inOrder();
  }

  @Test
  void merge_severalRowsOfOneKey_areAllKeptAndMatchedOneToOne() {
    List<Row> twice = List.of(fresh("05", "NO", 1), fresh("05", "NO", 1));

    Merged merged = merge.merge(List.of(old("05", "NO", 1)), List.of(THE_FIFTH), twice);

    assertThat(merged)
        .isEqualTo(new Merged(List.of(old("05", "NO", 1), fresh("05", "NO", 1)), 1, 0, 0, 1));
    assertThat(merge.merge(merged.rows(), List.of(THE_FIFTH), twice).differs()).isFalse();
  }

  @Test
  void merge_anyOrder_isSortedNullsFirstThenByCodePoint() {
    List<@Nullable String> sorted = new java.util.ArrayList<>();
    sorted.add(null);
    sorted.addAll(List.of("", "\u0000", "A", "a", "é", "\uFF21", "\uD83D\uDE00"));
    List<Row> rows = new java.util.ArrayList<>();
    for (@Nullable String country : sorted) {
      rows.add(0, fresh("05", country, 1));
    }

    Merged merged = merge.merge(List.of(), List.of(THE_FIFTH), rows);

    assertThat(merged.rows().stream().map(row -> row.getString("country")).toList())
        .isEqualTo(sorted);
  }

  private static Row old(String day, @Nullable String country, long views) {
    return Night.of(1).row(COUNTRY, ALPHA, "2026-01-" + day, country, views);
  }

  private static Row fresh(String day, @Nullable String country, long views) {
    return Night.of(2).row(COUNTRY, ALPHA, "2026-01-" + day, country, views);
  }

  private static ReplaceScope days(String first, String last) {
    return ReplaceScope.all(new DateRange(Sample.day(first), Sample.day(last)));
  }
}
