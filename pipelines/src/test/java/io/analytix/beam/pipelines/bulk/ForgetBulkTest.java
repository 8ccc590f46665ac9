// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bulk;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.pipelines.cli.Workbench;
import io.analytix.beam.pipelines.cli.Workbench.Printed;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code analytix channels forget --rows} over the files of bulk report types. */
final class ForgetBulkTest {
  private static final String BASIC = "channel_basic_a3";
  private static final String OF_OWNER = "content_owner_basic_a4";

  @TempDir Path folder;

  @Test
  void forget_channelThenContentOwner_leavesNoFileOfThemAndAllOfTheOthers() throws Exception {
    World world =
        World.builder(8)
            .channel(SimulatedChannel.named("gone").build())
            .channel(SimulatedChannel.named("stays").build())
            .contentOwner("acme", SimulatedChannel.named("managed").build())
            .build();
    Path archive = folder.resolve("archive");
    try (BulkBench bench = new BulkBench(world, folder)) {
      Instant before = BulkBench.START.minus(Duration.ofDays(4));
      bench.channels().forEach(id -> world.bulk().createJob(id, BASIC, before));
      world.bulk().createJob("acme", OF_OWNER, before);
      Printed run = bench.run(BASIC + "," + OF_OWNER, "--archive=" + archive);
      assertWithMessage(run.all()).that(run.exitCode()).isEqualTo(0);
      String gone = bench.channel("gone");
      List<String> others = without(all(bench.output, archive), gone);
      assertThat(others).isNotEmpty();
      assertThat(all(bench.output, archive).size()).isGreaterThan(others.size());
      int rows = bench.truth(BASIC, List.of(gone), BulkBench.START).size();

      Printed printed = forget(bench, archive, "gone");

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      assertThat(printed.out()).contains("Deleted %,d rows of %s.".formatted(rows, gone));
      assertThat(all(bench.output, archive)).isEqualTo(others);

      printed = forget(bench, archive, "acme");

      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
      assertThat(printed.out()).contains(" rows of content owner acme.");
      assertThat(bench.table(OF_OWNER)).isEmpty();
      assertThat(all(bench.output, archive)).isEqualTo(without(others, "acme"));
      assertThat(bench.table(BASIC))
          .isEqualTo(
              bench.truth(
                  BASIC,
                  List.of(bench.channel("stays"), bench.channel("managed")),
                  BulkBench.START));

      printed = forget(bench, archive, "@acme");

      assertThat(printed.out()).contains("Deleted 0 rows of content owner acme.");
    }
  }

  private static Printed forget(BulkBench bench, Path archive, String name) {
    return Workbench.analytix(
        "channels",
        "forget",
        name,
        "--tokenRecords=file:" + bench.tokens,
        "--rows",
        "--output=" + bench.output,
        "--archive=" + archive,
        "--yes");
  }

  private static List<String> without(List<String> files, String owner) {
    return files.stream()
        .filter(file -> !file.contains("/" + owner) && !file.contains("/@" + owner + "."))
        .toList();
  }

  /** The files of both folders but for outcomes and pages, which have no figures. */
  private static List<String> all(Path output, Path archive) throws Exception {
    try (Stream<Path> stored = Files.walk(output);
        Stream<Path> kept = Files.walk(archive)) {
      return Stream.concat(stored, kept)
          .filter(Files::isRegularFile)
          .map(Path::toString)
          .filter(file -> !file.matches(".*/_(outcomes|runs)/.*"))
          .sorted()
          .toList();
    }
  }
}
