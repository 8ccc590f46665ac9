// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.sql;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.truth.Seed;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two hundred histories through the statement, other ones every day, more with {@code
 * -Dhistories.seeds=N}; after each night every table is what the world said last, the statement's
 * own counts are right, and sent again it changes nothing. Then the statement is broken in every
 * way that matters, and each time a table or a count is wrong. {@link MergeStatementTest} tests
 * that it compares every column.
 */
final class MergedHistoriesTest {
  private static final int CHANNELS = 100;
  private static final int NIGHTS = 8;

  /** Each seed has 100 histories. */
  static LongStream seeds() {
    return LongStream.range(0, Integer.getInteger("histories.seeds", 1)).map(n -> Seed.get() + n);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void merge_nightAfterNight_hasTheLatestData(long seed) throws IOException, SQLException {
    try (MergedHistory history = new MergedHistory(seed, CHANNELS, sql -> sql)) {
      for (int night = 0; night < NIGHTS; night++) {
        assertWithMessage("seed %s", seed).that(history.night(night)).isEqualTo(Optional.empty());
      }
      System.out.printf(
          "seed %d: %d statements, %s%n", seed, history.statements(), history.total());
      assertThat(history.total().inserted()).isGreaterThan(1000);
      assertThat(history.total().updated()).isGreaterThan(20);
      assertThat(history.total().deleted()).isGreaterThan(5);
    }
  }

  @Test
  void merge_mutatedStatements_failTheModel() throws IOException, SQLException {
    for (Map.Entry<String, UnaryOperator<String>> mutant : mutants().entrySet()) {
      assertWithMessage("not detected: %s", mutant.getKey())
          .that(isNoticed(mutant.getValue()))
          .isTrue();
    }
  }

  private static boolean isNoticed(UnaryOperator<String> mutation)
      throws IOException, SQLException {
    for (long seed = 1; seed <= 4; seed++) {
      try (MergedHistory history = new MergedHistory(seed, 40, mutation)) {
        for (int night = 0; night < NIGHTS; night++) {
          if (history.night(night).isPresent()) {
            return true;
          }
        }
      } catch (IllegalStateException refused) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, UnaryOperator<String>> mutants() {
    Map<String, UnaryOperator<String>> mutants = new LinkedHashMap<>();
    mutants.put("other reports' answers count", replaced("answer.report = '[a-z_]+'", "TRUE"));
    mutants.put(
        "other channels' answers count",
        replaced("AND answer.channel_id = candidate.channel_id", ""));
    mutants.put("answers begin earlier", replaced("answer.answered_from", "DATE '2000-01-01'"));
    mutants.put("answers end later", replaced("answer.answered_through", "DATE '2100-01-01'"));
    mutants.put("videos not requested count", replaced("AND answer.item = candidate.`video`", ""));
    mutants.put("removed videos keep their texts", replaced("`title` = NULL, ", ""));
    mutants.put("removed again each night", replaced("\\(target.removed_at IS NULL", "(TRUE"));
    mutants.put("the stored row wins", replaced("BY candidate.gone,", "BY candidate.gone DESC,"));
    mutants.put("nothing is deleted", replaced("THEN\\s+DELETE", "THEN DO NOTHING"));
    mutants.put(
        "always updated",
        replaced("(?s)WHEN MATCHED AND \\(.*?\\) THEN\\s+UPDATE", "WHEN MATCHED THEN UPDATE"));
    mutants.put("null is unequal", replaced("IS NOT DISTINCT FROM source", "= source"));
    mutants.put(
        "fetched_at stays",
        replaced(", `fetched_at` = source.`fetched_at`, `run_id` = source.`run_id`", ""));
    mutants.put(
        "the window is a day short",
        replaced("(?m)BETWEEN (DATE '[0-9-]+') AND (DATE '[0-9-]+')$", "BETWEEN $1 AND $2 - 1"));
    return mutants;
  }

  private static UnaryOperator<String> replaced(String pattern, String by) {
    return sql -> sql.replaceAll(pattern, by);
  }
}
