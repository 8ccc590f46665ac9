// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.schematransform;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static io.analytix.beam.pipelines.schematransform.TransformBench.BUILT_IN;
import static io.analytix.beam.pipelines.schematransform.TransformBench.DATES;
import static io.analytix.beam.pipelines.schematransform.TransformBench.OWN;
import static io.analytix.beam.pipelines.schematransform.TransformBench.READ;
import static io.analytix.beam.pipelines.schematransform.TransformBench.READ_BULK;
import static io.analytix.beam.pipelines.schematransform.TransformBench.REPLACE_IN_BIGQUERY;
import static io.analytix.beam.pipelines.schematransform.TransformBench.REPLACE_IN_PARQUET;
import static io.analytix.beam.pipelines.schematransform.TransformBench.content;
import static io.analytix.beam.pipelines.schematransform.TransformBench.provider;
import static io.analytix.beam.pipelines.schematransform.TransformBench.row;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.row.ReportSchema;
import io.analytix.beam.testing.SimulatedChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transforms by their identifiers, configured with rows. */
final class SchemaTransformsTest {
  @TempDir Path folder;
  private TransformBench transforms;

  @BeforeEach
  void start() throws Exception {
    transforms = new TransformBench(folder);
  }

  @AfterEach
  void stop() {
    transforms.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {READ, READ_BULK, REPLACE_IN_PARQUET, REPLACE_IN_BIGQUERY})
  void configuration_isDescribedInSnakeCase(String identifier) {
    for (Schema.Field field : provider(identifier).configurationSchema().getFields()) {
      assertThat(field.getName()).matches("[a-z]+(_[a-z]+)*");
      assertWithMessage(field.getName()).that(field.getDescription()).isNotEmpty();
      assertWithMessage(field.getName()).that(field.getDescription()).doesNotContain("--");
    }
    assertThat(provider(identifier).description()).isNotEmpty();
  }

  @Test
  void configuration_ofEachTransform_requiresWhatHasNoDefault() {
    assertThat(required(READ)).containsExactly("client_secrets", "token_records");
    assertThat(required(READ_BULK))
        .containsExactly("bulk_reports", "client_secrets", "token_records");
    assertThat(required(REPLACE_IN_PARQUET)).containsExactly("output");
    assertThat(required(REPLACE_IN_BIGQUERY)).containsExactly("output_dataset");
  }

  @Test
  void readAndReplaceInParquet_storeWhatTheJavaPipelineStores() throws Exception {
    Path java = folder.resolve("java");
    transforms.store(pipeline(), BUILT_IN, true, java);

    Pipeline pipeline = pipeline();
    PCollectionRowTuple read =
        read(
            pipeline,
            Map.of(
                "reports",
                BUILT_IN,
                "reports_file",
                transforms.ownReports.toString(),
                "error_handling",
                "failed"));
    assertOutputs(read);
    PCollectionRowTuple stored =
        PCollectionRowTuple.of("input", read.get("shards"))
            .apply(
                provider(REPLACE_IN_PARQUET)
                    .from(
                        row(
                            REPLACE_IN_PARQUET,
                            Map.of(
                                "output",
                                transforms.bench.output.toString(),
                                "reports_file",
                                transforms.ownReports.toString(),
                                "error_handling",
                                "errors"))));
    PAssert.that(stored.get("errors")).satisfies(errors -> assertRevoked(errors));
    pipeline.run().waitUntilFinish();

    assertThat(content(transforms.bench.output)).isEqualTo(content(java));
    for (String report : BUILT_IN) {
      assertWithMessage(report)
          .that(transforms.bench.table(Reports.find(report).orElseThrow()))
          .isEqualTo(transforms.bench.truth(Reports.find(report).orElseThrow(), granted(), DATES));
    }
  }

  @Test
  void historyAndKeepRemovedTexts_areStoredAsConfigured() throws Exception {
    ReportDefinition videos = Reports.find("videos").orElseThrow();
    SimulatedChannel channel = granted().get(0);
    storeVideos();
    Map<String, Map<String, Object>> before = transforms.bench.table(videos);
    transforms.bench.world.editVideo(channel.id(), channel.videos().get(0)).delete();
    storeVideos();

    Map<String, Map<String, Object>> after = transforms.bench.table(videos);
    Map<String, Object> removed =
        after.get(List.of(channel.id(), channel.videos().get(0)).toString());
    assertThat(removed.get("removed_at")).isNotNull();
    removed.put("removed_at", null);
    assertThat(after).isEqualTo(before);
    assertThat(content(transforms.bench.output).toString()).contains("videos_history");
  }

  private void storeVideos() {
    Pipeline pipeline = pipeline();
    PCollectionRowTuple.of(
            "input",
            read(pipeline, Map.of("reports", List.of("videos"), "history", true)).get("shards"))
        .apply(
            provider(REPLACE_IN_PARQUET)
                .from(
                    row(
                        REPLACE_IN_PARQUET,
                        Map.of(
                            "output",
                            transforms.bench.output.toString(),
                            "keep_removed_texts",
                            true))));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void read_wrongConfiguration_namesTheField() {
    assertThat(refusal(() -> transforms.read(Map.of("reports", List.of("chanel_daily")))))
        .startsWith("reports names 'chanel_daily', which is not a report: did you mean");
    assertThat(refusal(() -> transforms.read(Map.of("end_date", "2026-01-01"))))
        .startsWith("start_date is 2026-02-26, which is after the last day 2026-01-01");
    assertThat(refusal(() -> transforms.read(Map.of("token_records", "tokens"))))
        .startsWith("token_records is 'tokens', but must be file:DIR");
  }

  @Test
  void replaceInParquet_ofOwnReportsWithoutTheirFile_namesTheRemedy() {
    Pipeline pipeline = pipeline();
    PCollectionRowTuple shards =
        PCollectionRowTuple.of(
            "input",
            read(
                    pipeline,
                    Map.of("reports_file", transforms.ownReports.toString(), "reports", List.of()))
                .get("shards"));
    Row output = row(REPLACE_IN_PARQUET, Map.of("output", transforms.bench.output.toString()));

    assertThat(
            assertThrows(
                IllegalArgumentException.class,
                () -> shards.apply(provider(REPLACE_IN_PARQUET).from(output))))
        .hasMessageThat()
        .isEqualTo(
            "report '"
                + OWN
                + "' of the input is not built in: set reports_file to the file of the"
                + " read");
  }

  @Test
  void replaceInParquet_ofOtherRows_isRefused() {
    PCollectionRowTuple rows =
        PCollectionRowTuple.of("input", read(pipeline(), Map.of()).get("outcomes"));
    Row output = row(REPLACE_IN_PARQUET, Map.of("output", transforms.bench.output.toString()));

    assertThat(
            assertThrows(
                IllegalArgumentException.class,
                () -> rows.apply(provider(REPLACE_IN_PARQUET).from(output))))
        .hasMessageThat()
        .endsWith("but must be the output shards of a read");
  }

  private void assertOutputs(PCollectionRowTuple read) {
    List<String> names = new ArrayList<>(BUILT_IN);
    names.addAll(List.of(OWN, "shards", "outcomes", "failed"));
    assertThat(read.getAll().keySet()).containsExactlyElementsIn(names);
    for (String report : BUILT_IN) {
      assertThat(read.get(report).getSchema())
          .isEqualTo(ReportSchema.of(Reports.find(report).orElseThrow()).schema());
    }
    assertThat(read.get("outcomes").getSchema()).isEqualTo(OutcomeRow.SCHEMA);
    PAssert.that(read.get("failed")).satisfies(errors -> assertRevoked(errors));
    int failures = BUILT_IN.size() + 1;
    PAssert.that(read.get("outcomes"))
        .satisfies(
            outcomes -> {
              List<Row> failed = new ArrayList<>();
              outcomes.forEach(
                  outcome -> {
                    if (outcome.getString("status").equals("FAILED")) {
                      failed.add(outcome);
                    }
                  });
              assertThat(failed.size()).isAtLeast(failures);
              return null;
            });
    int rows =
        transforms
            .bench
            .truth(Reports.find("channel_daily").orElseThrow(), granted(), DATES)
            .size();
    PAssert.that(read.get("channel_daily"))
        .satisfies(
            all -> {
              assertThat(all).hasSize(rows);
              return null;
            });
  }

  private List<SimulatedChannel> granted() {
    return Stream.of("one", "three").map(transforms.bench.world::channel).toList();
  }

  private static List<String> required(String identifier) {
    return provider(identifier).configurationSchema().getFields().stream()
        .filter(field -> !field.getType().getNullable())
        .map(Schema.Field::getName)
        .toList();
  }

  private PCollectionRowTuple read(Pipeline pipeline, Map<String, Object> fields) {
    return PCollectionRowTuple.empty(pipeline).apply(provider(READ).from(transforms.read(fields)));
  }

  private static String refusal(java.util.function.Supplier<Row> configuration) {
    return assertThrows(
            IllegalArgumentException.class, () -> provider(READ).from(configuration.get()))
        .getMessage();
  }

  private static Void assertRevoked(Iterable<Row> errors) {
    assertThat(errors).isNotEmpty();
    for (Row error : errors) {
      assertThat(error.getString("error_message")).startsWith("TOKEN_REVOKED: ");
      assertThat(error.getRow("failed_row").getString("status")).isEqualTo("FAILED");
    }
    return null;
  }

  private static Pipeline pipeline() {
    return Pipeline.create(PipelineOptionsFactory.fromArgs("--targetParallelism=1").create());
  }
}
