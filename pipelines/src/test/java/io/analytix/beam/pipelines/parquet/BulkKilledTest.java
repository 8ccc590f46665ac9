// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.bulk.BulkFile;
import io.analytix.beam.bulk.BulkGeneration;
import io.analytix.beam.bulk.BulkRow;
import io.analytix.beam.bulk.BulkStore;
import io.analytix.beam.bulk.BulkStored;
import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.testing.BulkHistory;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.MovableClock;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.truth.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that are killed before or after any step of storing a file, and started again: what is
 * stored is not downloaded again, and nothing is missing in the end.
 */
final class BulkKilledTest {
  private static final Instant START = Instant.parse("2026-10-01T09:00:00Z");
  private static final String REACH = "channel_reach_combined_a1";
  private static final String REVENUE = "content_owner_estimated_revenue_a1";
  private static final List<String> TYPES = List.of(REACH, REVENUE);
  private static final int NIGHTS = 3;

  @TempDir Path folder;

  /** How many more steps a run takes before it is killed. */
  private int left;

  private final Map<String, Integer> downloadsWhenStored = new HashMap<>();
  private SimulatedGoogle google;

  @Test
  void run_killedAtEveryKindOfStep_storesEachFileOnce() throws Exception {
    long seed = Seed.get();
    Random random = new Random(seed);
    World world =
        World.builder(seed)
            .channels(1)
            .contentOwner("acme", SimulatedChannel.named("managed").build())
            .build();
    world.bulk().history(BulkHistory.EVENTFUL);
    List<String> channels = world.channels().stream().map(SimulatedChannel::id).toList();
    channels.forEach(id -> world.bulk().createJob(id, REACH, START.minus(Duration.ofDays(5))));
    world.bulk().createJob("acme", REVENUE, START.minus(Duration.ofDays(5)));
    MovableClock clock = new MovableClock(START);
    int kills = 0;
    try (SimulatedGoogle server = SimulatedGoogle.start(world, clock);
        BulkNights nights = new BulkNights(world, server, clock, folder)) {
      google = server;
      BulkNights.Steps killed =
          new BulkNights.Steps(KillableStore::new, this::step, BulkNights.Steps.USUAL.perDay());
      for (int night = 0; night < NIGHTS; night++) {
        boolean done = false;
        while (!done) {
          left = random.nextInt(120);
          try {
            nights.run(TYPES, killed);
            done = true;
          } catch (Killed e) {
            kills++;
          }
        }
        for (String type : TYPES) {
          List<String> truth = new ArrayList<>();
          for (String owner : type.equals(REACH) ? channels : List.of("acme")) {
            world.bulk().truth(owner, type, START, clock.instant()).stream()
                .map(BulkRowText::of)
                .forEach(truth::add);
          }
          truth.sort(null);
          assertWithMessage("seed %s, night %s of %s", seed, night, type)
              .that(BulkRowText.table(folder.resolve("output"), type))
              .isEqualTo(truth);
        }
        clock.move(Duration.ofDays(1));
      }
      List<String> media = media();
      downloadsWhenStored.forEach(
          (id, downloads) ->
              assertWithMessage("seed %s: file %s is downloaded after it was stored", seed, id)
                  .that(media.subList(downloads, media.size()))
                  .doesNotContain(id));
    }
    assertThat(kills).isAtLeast(3);
    assertThat(downloadsWhenStored.size()).isAtLeast(40);
  }

  private List<String> media() {
    return google.recordedCalls(Call.Kind.MEDIA).stream()
        .map(call -> call.call().path().replaceFirst(".*/", ""))
        .toList();
  }

  private void step() {
    if (left-- == 0) {
      throw new Killed();
    }
  }

  /** Nothing catches it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final class KillableStore implements BulkStore {
    private final BulkStore store;

    KillableStore(BulkStore store) {
      this.store = store;
    }

    @Override
    public Optional<BulkGeneration> stored(BulkFile file) throws IOException {
      step();
      return store.stored(file);
    }

    @Override
    public Writer begin(BulkFile file, BulkTable table) throws IOException {
      step();
      Writer writer = store.begin(file, table);
      return new Writer() {
        private boolean begun;

        @Override
        public void write(BulkRow row) throws IOException {
          if (!begun) {
            begun = true;
            step();
          }
          writer.write(row);
        }

        @Override
        public BulkStored commit() throws IOException {
          step();
          BulkStored stored = writer.commit();
          if (stored.written()) {
            downloadsWhenStored.put(file.generation().reportId(), media().size());
          }
          step();
          return stored;
        }

        @Override
        public void close() throws IOException {
          writer.close();
        }
      };
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
