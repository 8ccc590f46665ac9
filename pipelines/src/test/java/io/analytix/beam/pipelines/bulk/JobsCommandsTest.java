// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bulk;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.pipelines.cli.Workbench.Printed;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code analytix jobs list} and {@code jobs create} against the simulated Google. */
final class JobsCommandsTest {
  private static final String BASIC = "channel_basic_a3";

  @TempDir Path folder;

  @Test
  void create_missingJobs_createsTheseAndListShowsThem() throws Exception {
    World world =
        World.builder(3)
            .channel(SimulatedChannel.named("a").build())
            .channel(SimulatedChannel.named("b").build())
            .build();
    try (BulkBench bench = new BulkBench(world, folder)) {
      world.bulk().createJob(bench.channel("a"), BASIC, BulkBench.START);

      Printed missing = bench.command("jobs list", BASIC, Stream.empty());
      Printed created = bench.command("jobs create", BASIC, Stream.empty());
      Printed again = bench.command("jobs create", BASIC, Stream.empty());
      Printed listed = bench.command("jobs list", BASIC, Stream.of("--json"));

      assertWithMessage(missing.all()).that(missing.exitCode()).isEqualTo(2);
      assertThat(missing.out()).contains("no job: create it with 'analytix jobs create'");
      assertThat(missing.out()).contains("1 job, 1 problem.");
      assertWithMessage(created.all()).that(created.exitCode()).isEqualTo(0);
      assertThat(created.out()).contains("1 job created.");
      assertThat(again.out()).contains("0 jobs created.");
      assertThat(world.bulk().jobs(bench.channel("b"))).containsKey(BASIC);
      assertWithMessage(listed.all()).that(listed.exitCode()).isEqualTo(0);
      assertThat(listed.out()).contains("\"report_type\" : \"" + BASIC + "\"");
    }
  }

  @Test
  void create_withoutReportTypes_isRefusedInOneLine() throws Exception {
    World world = World.builder(3).channel(SimulatedChannel.named("a").build()).build();
    try (BulkBench bench = new BulkBench(world, folder)) {
      Printed refused = bench.command("jobs create", "", Stream.empty());

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("--bulkReports is missing");
      assertThat(bench.google.recordedCalls()).isEmpty();
    }
  }

  @Test
  void list_revokedConsent_namesItAndListsTheOthers() throws Exception {
    World world =
        World.builder(3)
            .channel(SimulatedChannel.named("a").build())
            .channel(SimulatedChannel.named("b").build())
            .build();
    try (BulkBench bench = new BulkBench(world, folder)) {
      world.bulk().createJob(bench.channel("b"), BASIC, BulkBench.START);
      bench.google.revoke(bench.channel("a"));

      Printed listed = bench.command("jobs list", "", Stream.empty());

      assertWithMessage(listed.all()).that(listed.exitCode()).isEqualTo(2);
      assertThat(listed.out()).contains("TOKEN_REVOKED");
      assertThat(listed.out()).contains("1 job, 1 problem.");
    }
  }
}
