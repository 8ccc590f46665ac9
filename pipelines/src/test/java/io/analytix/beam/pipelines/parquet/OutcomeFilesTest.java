// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static com.google.common.truth.Truth.assertThat;
import static io.analytix.beam.pipelines.parquet.Sample.ALPHA;
import static io.analytix.beam.pipelines.parquet.Sample.BETA;
import static io.analytix.beam.pipelines.parquet.Sample.CHANNEL;
import static io.analytix.beam.pipelines.parquet.Sample.day;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.parquet.Sample.Night;
import io.analytix.beam.pipelines.storage.LocalFileStore;
import io.analytix.beam.pipelines.storage.StoreChanges;
import io.analytix.beam.plan.DateRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutcomeFilesTest {
  private Disk disk;
  private OutcomeFiles parts;

  @BeforeEach
  void open(@TempDir Path folder) {
    disk = new Disk(folder);
    parts = new OutcomeFiles(new LocalFileStore(folder), List.of());
  }

  @Test
  void write_outcomesOfTwoRuns_areInTheFoldersOfTheirRuns() throws IOException {
    Outcome one = outcome(Night.of(1), ALPHA);
    Outcome two = outcome(Night.of(2), ALPHA);
    parts.add(List.of(one, two));
    assertThat(disk.files()).isEmpty();

    parts.write();

    assertThat(disk.outcomes()).containsExactly(one, two);
    assertThat(disk.files().keySet().stream().map(file -> file.replaceAll("part-.*", "part")))
        .containsExactly("_outcomes/run=run-1/part", "_outcomes/run=run-2/part");
  }

  @Test
  void write_sameRequestsAgain_replacesTheirPart() throws IOException {
    Outcome failed = outcome(Night.of(1), ALPHA);
    parts.add(List.of(failed, outcome(Night.of(1), BETA)));
    parts.write();

    Outcome again = failed.notStored("another message");
    parts.add(List.of(outcome(Night.of(1), BETA), again));
    parts.write();

    assertThat(disk.outcomes()).containsExactly(outcome(Night.of(1), BETA), again);
  }

  @Test
  void write_noOutcomes_writesNothing() throws IOException {
    parts.write();
    parts.add(List.of(outcome(Night.of(1), ALPHA)));
    parts.clear();
    parts.write();

    assertThat(disk.files()).isEmpty();
  }

  @Test
  void add_manyOutcomes_writesBeforeTheBundleEnds() throws IOException {
    List<Outcome> many = new ArrayList<>();
    for (int i = 0; i < 9_999; i++) {
      many.add(outcome(Night.of(1), Sample.channel("UC" + i, null)));
    }
    parts.add(many);
    assertThat(disk.files()).isEmpty();

    parts.add(List.of(outcome(Night.of(1), ALPHA)));

    assertThat(disk.outcomes()).hasSize(10_000);
  }

  @Test
  void coder_storedShard_isAsItWas() throws IOException {
    StoredShard shard =
        new StoredShard(
            "channel_daily",
            null,
            "Owner One",
            new StoreChanges(1, 2, 3, 4, 5, 6, 7, 8),
            9,
            List.of(outcome(Night.of(1), ALPHA)));

    assertThat(CoderUtils.clone(StoredShard.coder(), shard)).isEqualTo(shard);
  }

  private static Outcome outcome(Night night, ChannelRef channel) {
    DateRange requested = new DateRange(day("2026-01-01"), day("2026-01-31"));
    return night.failed(CHANNEL, channel, requested, Cause.NETWORK).outcome();
  }
}
