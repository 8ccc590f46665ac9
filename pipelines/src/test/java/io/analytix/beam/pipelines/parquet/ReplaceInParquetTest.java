// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static com.google.common.truth.Truth.assertThat;
import static io.analytix.beam.pipelines.parquet.Sample.ALPHA;
import static io.analytix.beam.pipelines.parquet.Sample.BETA;
import static io.analytix.beam.pipelines.parquet.Sample.CHANNEL;
import static io.analytix.beam.pipelines.parquet.Sample.COUNTRY;
import static io.analytix.beam.pipelines.parquet.Sample.REPORTS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.ReadResult;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.parquet.Sample.Night;
import io.analytix.beam.pipelines.storage.OutputException;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestPipelineExtension;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPipelineExtension.class)
final class ReplaceInParquetTest {
  private static final Coder<FinishedShard> CODER =
      FinishedShard.coder(
          REPORTS.stream()
              .collect(
                  Collectors.toMap(
                      ReportDefinition::name, report -> ReportSchema.of(report).schema())));

  private final Night night = Night.of(1);
  private final Row alpha = night.row(CHANNEL, ALPHA, "2026-01-31", 10L, 50.5);
  private final Row alphaLater = night.row(CHANNEL, ALPHA, "2026-02-01", 11L, 1.5);
  private final Row beta = night.row(CHANNEL, BETA, "2026-01-31", 7L, null);
  private final Row norway = night.row(COUNTRY, ALPHA, "2026-01-31", "NO", 3L);
  private final DateRange days = new DateRange(Sample.day("2026-01-31"), Sample.day("2026-02-01"));
  private final List<FinishedShard> shards =
      List.of(
          night.shard(CHANNEL, ALPHA, "2026-01-31", "2026-02-01", alpha, alphaLater),
          night.shard(CHANNEL, BETA, "2026-01-31", "2026-02-01", beta),
          night.shard(COUNTRY, ALPHA, "2026-01-31", "2026-01-31", norway),
          night.shard(COUNTRY, BETA, days, night.failed(COUNTRY, BETA, days, Cause.TOKEN_REVOKED)));

  private Path output;
  private Disk disk;

  @BeforeEach
  void nameOutput() throws IOException {
    // Not a @TempDir: a run that fails may still be at work when its test has ended.
    Path target = Files.createDirectories(Path.of("target", "outputs"));
    Path folder = Files.createTempDirectory(target, "replace").toAbsolutePath();
    output = folder.resolve("out");
    disk = new Disk(output);
  }

  @Test
  void expand_shards_areTablesAndOutcomes(TestPipeline pipeline) throws IOException {
    PCollection<StoredShard> stored = store(pipeline);
    PAssert.that(stored)
        .satisfies(
            all -> {
              assertThat(all).hasSize(4);
              return null;
            });
    PipelineResult result = pipeline.run();

    assertThat(disk.rows(CHANNEL)).containsExactly(alpha, alphaLater, beta);
    assertThat(disk.rows(COUNTRY)).containsExactly(norway);
    assertThat(disk.outcomes()).containsExactlyElementsIn(outcomes());
    assertThat(disk.files().keySet().stream().filter(file -> file.contains("/."))).isEmpty();
    assertThat(counters(result))
        .containsExactly(
            "files-written", 4L,
            "files-untouched", 0L,
            "files-deleted", 0L,
            "rows-inserted", 4L,
            "rows-updated", 0L,
            "rows-deleted", 0L,
            "rows-unchanged", 0L,
            "store-failures", 0L,
            "empty-unconfirmed", 0L);
  }

  @Test
  void expand_monthFiles_areWrittenOnceRowsAreStoredAndKeptByLaterRuns(TestPipeline pipeline)
      throws IOException {
    ParquetOutput months = ParquetOutput.at(output.toString()).withMonthFiles();
    store(Pipeline.create(), ReplaceInParquet.to(months)).getPipeline().run().waitUntilFinish();
    assertThat(disk.files().keySet().stream().filter(file -> file.startsWith("_months")))
        .containsExactly(
            "_months/channel_daily/2026-01.parquet",
            "_months/channel_daily/2026-02.parquet",
            "_months/geography_daily/2026-01.parquet");
    var before = disk.files();
    before.keySet().removeIf(file -> !file.startsWith("_months/"));

    Files.delete(output.resolve("_months/channel_daily/2026-02.parquet"));
    PipelineResult result = store(pipeline).getPipeline().run();

    assertThat(result.waitUntilFinish()).isEqualTo(PipelineResult.State.DONE);
    var after = disk.files();
    after.keySet().removeIf(file -> !file.startsWith("_months/"));
    assertThat(after.keySet()).isEqualTo(before.keySet());
    assertThat(after.get("_months/channel_daily/2026-01.parquet"))
        .isEqualTo(before.get("_months/channel_daily/2026-01.parquet"));
    assertThat(StoreCounters.monthFiles(result)).isEqualTo(1);
  }

  @Test
  void expand_sameShardsAgain_changesNoTableAndLeavesNoLock(TestPipeline pipeline)
      throws IOException {
    store(Pipeline.create()).getPipeline().run().waitUntilFinish();
    var before = disk.files();

    store(pipeline);
    pipeline.run();

    var after = disk.files();
    before.keySet().removeIf(file -> file.startsWith("_outcomes"));
    after.keySet().removeIf(file -> file.startsWith("_outcomes"));
    assertThat(after).isEqualTo(before);
    assertThat(disk.outcomes()).containsExactlyElementsIn(outcomes());
  }

  @Test
  void expand_manyShardsOfOneFileInABundle_loseNoRow(TestPipeline pipeline) throws IOException {
    List<Row> rows = new ArrayList<>();
    List<FinishedShard> oneDayEach = new ArrayList<>();
    for (int number = 1; number <= 28; number++) {
      String day = "2026-01-%02d".formatted(number);
      for (ChannelRef channel : List.of(ALPHA, BETA)) {
        Row row = night.row(CHANNEL, channel, day, (long) number, 0.5);
        rows.add(row);
        oneDayEach.add(night.shard(CHANNEL, channel, day, day, row));
      }
    }
    PCollection<FinishedShard> bundle =
        pipeline
            .apply(Create.of(List.of(oneDayEach)).withCoder(ListCoder.of(CODER)))
            .apply(Flatten.iterables());

    ReadResult.of(bundle, REPORTS).apply("Store", ReplaceInParquet.to(output.toString()));
    pipeline.run();

    assertThat(disk.rows(CHANNEL)).containsExactlyElementsIn(rows);
    assertThat(disk.outcomes()).hasSize(rows.size());
  }

  @Test
  void expand_fileThatCannotBeReplaced_failsOnlyItsRequests(TestPipeline pipeline)
      throws IOException {
    String blocked = "channel_daily/year_month=2026-02/" + ALPHA.channelId() + ".parquet";
    Files.createDirectories(output.resolve(blocked).resolve("folder"));

    store(pipeline);
    pipeline.run();

    assertThat(disk.rows(CHANNEL)).containsExactly(alpha, beta);
    assertThat(disk.outcomes().stream().map(Outcome::cause).filter(Cause.INTERNAL::equals))
        .hasSize(1);
    assertThat(disk.outcomes()).hasSize(4);
  }

  @Test
  void expand_leftoversOfACrash_areGoneAndTheOldFileWasWhole(TestPipeline pipeline)
      throws IOException {
    store(Pipeline.create()).getPipeline().run().waitUntilFinish();
    var before = disk.files();
    String file = "channel_daily/year_month=2026-01/." + BETA.channelId() + ".parquet.run-9.x.tmp";
    Files.writeString(output.resolve(file), "half");

    store(pipeline);
    pipeline.run();

    assertThat(disk.files().keySet()).isEqualTo(before.keySet());
    assertThat(disk.rows(CHANNEL)).containsExactly(alpha, alphaLater, beta);
  }

  @Test
  void expand_outcomesCannotBeWritten_failsTheRun(TestPipeline pipeline) throws IOException {
    pipeline.enableAbandonedNodeEnforcement(false);
    Files.createDirectories(output);
    Files.writeString(output.resolve("_outcomes"), "in the way");
    store(pipeline);

    Exception failed = assertThrows(Exception.class, pipeline::run);

    assertThat(failed).hasMessageThat().contains("_outcomes");
  }

  @Test
  void expand_outputHeldByAnother_isRefusedAndTouchesNothing(TestPipeline pipeline)
      throws IOException {
    pipeline.enableAbandonedNodeEnforcement(false);
    try (OutputLock lock = OutputLock.take(ParquetOutput.at(output.toString()), "run night-1")) {
      store(pipeline);

      Exception refused = assertThrows(Exception.class, pipeline::run);

      assertThat(refused).hasMessageThat().contains("is being written by another run (run night-1");
      assertThat(disk.files().keySet()).containsExactly(".lock");
      assertThat(lock.token()).isNotEmpty();
    }
  }

  @Test
  void withLock_heldByTheCaller_isShared(TestPipeline pipeline) throws IOException {
    try (OutputLock lock = OutputLock.take(ParquetOutput.at(output.toString()), "run night-1")) {
      read(pipeline).apply("Store", ReplaceInParquet.to(output.toString()).withLock(lock));
      pipeline.run();

      assertThat(disk.files()).containsKey(".lock");
    }

    assertThat(disk.files()).doesNotContainKey(".lock");
    assertThat(disk.rows(COUNTRY)).containsExactly(norway);
  }

  @Test
  void withLock_monthFiles_haveAStepIfWantedOrThere() throws IOException {
    ParquetOutput folder = ParquetOutput.at(output.toString());
    try (OutputLock lock = OutputLock.take(folder, "run night-1")) {
      ReplaceInParquet sink = ReplaceInParquet.to(folder).withLock(lock);
      assertThat(steps(sink)).doesNotContain("Store/WriteMonthFiles");
      assertThat(steps(ReplaceInParquet.to(folder.withMonthFiles()).withLock(lock)))
          .contains("Store/WriteMonthFiles");

      Files.createDirectories(output.resolve("_months/geography_daily"));

      assertThat(steps(sink)).contains("Store/WriteMonthFiles");
    }
  }

  @Test
  void to_otherSchemes_isRejected() {
    OutputException refused =
        assertThrows(OutputException.class, () -> ReplaceInParquet.to("s3://bucket/folder"));

    assertThat(refused)
        .hasMessageThat()
        .isEqualTo("output s3://bucket/folder is neither a local folder nor gs://BUCKET/FOLDER");
  }

  private PCollection<StoredShard> store(Pipeline pipeline) {
    return store(pipeline, ReplaceInParquet.to(output.toString()));
  }

  private PCollection<StoredShard> store(Pipeline pipeline, ReplaceInParquet sink) {
    return read(pipeline).apply("Store", sink);
  }

  /** The names of the steps of the sink. */
  private List<String> steps(ReplaceInParquet sink) {
    Pipeline pipeline = Pipeline.create();
    store(pipeline, sink);
    List<String> steps = new ArrayList<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node step) {
            steps.add(step.getFullName());
            return CompositeBehavior.ENTER_TRANSFORM;
          }
        });
    return steps;
  }

  private ReadResult read(Pipeline pipeline) {
    return ReadResult.of(pipeline.apply(Create.of(shards).withCoder(CODER)), REPORTS);
  }

  private List<Outcome> outcomes() {
    return shards.stream()
        .flatMap(shard -> shard.answers().stream())
        .map(FinishedShard.Answer::outcome)
        .toList();
  }

  private static Map<String, Long> counters(PipelineResult result) {
    MetricsFilter ours =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.inNamespace(ReplaceInParquet.class))
            .build();
    return Stream.of(result.metrics().queryMetrics(ours).getCounters())
        .flatMap(counters -> java.util.stream.StreamSupport.stream(counters.spliterator(), false))
        .collect(Collectors.toMap(counter -> counter.getName().getName(), c -> c.getAttempted()));
  }
}
