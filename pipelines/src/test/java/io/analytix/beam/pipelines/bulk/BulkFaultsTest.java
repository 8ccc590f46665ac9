// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bulk;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.cli.Workbench.Printed;
import io.analytix.beam.testing.BulkHistory;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.Faults;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BulkFaultsTest {
  private static final String BASIC = "channel_basic_a3";

  @TempDir Path folder;

  private BulkBench bench;
  private String channel;

  @BeforeEach
  void start() throws Exception {
    World world =
        World.builder(21)
            .channel(SimulatedChannel.named("a").build())
            .channel(SimulatedChannel.named("b").build())
            .build();
    bench = new BulkBench(world, folder);
    channel = bench.channel("a");
    world.bulk().createJob(channel, BASIC, BulkBench.START.minus(Duration.ofDays(4)));
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void run_everyKindOfFaultOnce_storesEveryFileAsAWhole() throws Exception {
    List<Fault> faults =
        List.of(
            Fault.SHORT_BODY,
            Fault.CUT_BODY,
            Fault.EMPTY_FILE,
            Fault.FILE_WITH_SHORT_ROW,
            Fault.FILE_WITHOUT_COLUMN,
            Fault.FILE_WITH_COLUMN_TWICE,
            Fault.FILE_WITH_OTHER_DATE,
            Fault.FILE_WITH_ROW_TWICE,
            Fault.FILE_WITHOUT_NUMBER,
            Fault.HTML_INSIDE_200,
            Fault.SERVICE_UNAVAILABLE,
            Fault.MINUTE_QUOTA,
            Fault.NOT_FOUND,
            Fault.FORBIDDEN,
            Fault.BAD_TOKEN);
    for (Fault fault : faults) {
      bench.google.faults().next(Call.Kind.MEDIA, 1, fault);
      // A correct file in another form, so that the next fault hits another file.
      bench
          .google
          .faults()
          .next(
              Call.Kind.MEDIA,
              1,
              fault == Fault.CUT_BODY ? Fault.FILE_WITH_QUOTES : Fault.UNLABELLED_GZIP);
    }

    Printed printed =
        bench.run(BASIC, "--channels=" + channel, "--archive=" + folder.resolve("archive"));

    assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
    List<String> truth = bench.truth(BASIC, List.of(channel), BulkBench.START);
    assertThat(bench.table(BASIC)).isEqualTo(truth);
    List<Outcome> outcomes = bench.outcomes();
    assertThat(outcomes).hasSize(bench.world.bulk().files(channel, BASIC, BulkBench.START).size());
    assertThat(outcomes.stream().mapToInt(Outcome::retries).sum()).isAtLeast(faults.size());
    assertThat(BulkBench.archived(folder.resolve("archive"), BASIC, channel)).hasSize(truth.size());
  }

  @Test
  void run_fileThatStaysInvalid_isStoredByTheNightThatCanReadIt() throws Exception {
    channel = bench.channel("b");
    bench.world.bulk().history(channel, BulkHistory.EMPTY);
    bench.world.bulk().createJob(channel, BASIC, BulkBench.START.minus(Duration.ofDays(4)));
    bench
        .world
        .bulk()
        .publish(
            channel,
            BASIC,
            LocalDate.parse("2026-09-28"),
            BulkBench.START.minus(Duration.ofDays(1)),
            List.of(Map.of("video_id", "v", "views", "7", "red_watch_time_minutes", "1.5")));
    bench.google.faults().next(Call.Kind.MEDIA, Faults.FOREVER, Fault.FILE_WITHOUT_NUMBER);

    Printed printed = bench.run(BASIC, "--channels=" + channel);

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(bench.table(BASIC)).isEmpty();
    assertThat(causes()).containsExactly(Cause.BAD_RESPONSE);
    assertThat(printed.out()).contains("line 2 of the file is not valid: column ");

    bench.google.faults().clear();
    printed = bench.run(BASIC, "--channels=" + channel);

    assertThat(printed.exitCode()).isEqualTo(0);
    assertThat(bench.table(BASIC)).isEqualTo(bench.truth(BASIC, List.of(channel), BulkBench.START));
  }

  @Test
  void run_addressesThatExpireAfterTheListing_areAskedForAgain() throws Exception {
    AtomicInteger downloads = new AtomicInteger();
    Map<Integer, Integer> expiries = Map.of(1, 401, 4, 403, 8, 404);
    // Expires the addresses; itself it never applies.
    bench
        .google
        .faults()
        .on(
            call -> {
              Integer status =
                  call.kind() == Call.Kind.MEDIA ? expiries.get(downloads.incrementAndGet()) : null;
              if (status != null) {
                bench.google.expireDownloadUrls(status);
              }
              return false;
            },
            Fault.NOT_FOUND,
            1);

    Printed printed = bench.run(BASIC, "--channels=" + channel);

    assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
    assertThat(bench.table(BASIC)).isEqualTo(bench.truth(BASIC, List.of(channel), BulkBench.START));
  }

  @Test
  void run_fileThatIsGone_isNotAskedForAgain() throws Exception {
    bench.google.faults().next(Call.Kind.MEDIA, 1, Fault.NOT_FOUND);
    bench
        .google
        .faults()
        .on(
            call ->
                call.kind() == Call.Kind.JOB_REPORTS && call.path().matches(".*/reports/[0-9]+"),
            Fault.NOT_FOUND,
            1);

    Printed printed = bench.run(BASIC, "--channels=" + channel);

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(causes()).containsExactly(Cause.NOT_FOUND);
    int downloads = bench.calls(Call.Kind.MEDIA);
    assertThat(bench.run(BASIC, "--channels=" + channel).exitCode()).isEqualTo(0);
    assertThat(bench.calls(Call.Kind.MEDIA)).isEqualTo(downloads);
  }

  @Test
  void run_addressOnAnotherHost_sendsNoToken() throws Exception {
    bench.google.downloadRoot(URI.create("https://files.example.com"));

    Printed printed = bench.run(BASIC, "--channels=" + channel);

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(bench.calls(Call.Kind.MEDIA)).isEqualTo(0);
    assertThat(printed.out())
        .contains("is on host files.example.com, which is not the API's, so no token is sent");
  }

  @Test
  void run_oneChannelRevoked_othersAreStored() throws Exception {
    String other = bench.channel("b");
    bench.world.bulk().createJob(other, BASIC, BulkBench.START.minus(Duration.ofDays(4)));
    bench.google.revoke(channel);

    Printed printed = bench.run(BASIC);

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(bench.table(BASIC)).isEqualTo(bench.truth(BASIC, List.of(other), BulkBench.START));
    assertThat(causes()).containsExactly(Cause.TOKEN_REVOKED);
  }

  private List<Cause> causes() throws Exception {
    Map<Cause, Long> causes =
        bench.outcomes().stream()
            .filter(outcome -> outcome.status() == Status.FAILED)
            .collect(Collectors.groupingBy(Outcome::cause, Collectors.counting()));
    return List.copyOf(causes.keySet());
  }
}
