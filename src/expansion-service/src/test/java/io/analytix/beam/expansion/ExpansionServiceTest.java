// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.expansion;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.Quota;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.pipelines.parquet.ReplaceInParquet;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.youtube.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.model.expansion.v1.ExpansionApi.SchemaTransformConfig;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkPipelineRunner;
import org.apache.beam.runners.fnexecution.provisioning.JobInfo;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.SchemaTranslation;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.apache.beam.sdk.util.construction.PipelineOptionsTranslation;
import org.apache.beam.sdk.util.construction.PipelineTranslation;
import org.apache.beam.sdk.util.construction.graph.PipelineValidator;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The transforms over a running expansion service, as other languages use them. */
final class ExpansionServiceTest {
  private static final Path EXAMPLES = Path.of("../site/examples");
  private static final String FIRST = "2026-02-26";
  private static final String LAST = "2026-03-03";

  @TempDir Path folder;
  private World world;
  private SimulatedGoogle google;
  private Path tokens;
  private Path client;
  private RunningService service;

  @BeforeEach
  void start() throws Exception {
    World.Builder builder = World.builder(11).today(LocalDate.parse("2026-03-05"));
    for (String channel : List.of("one", "two", "three")) {
      builder.channel(SimulatedChannel.named(channel).build());
    }
    world = builder.build();
    google = SimulatedGoogle.start(world);
    tokens = Files.createDirectories(folder.resolve("tokens"));
    google.writeTokenRecords(tokens);
    client = google.writeClientSecrets(folder.resolve("client_secret.json"));
    google.revoke(world.channel("two").id());
    service = RunningService.start(folder);
  }

  @AfterEach
  void stop() throws Exception {
    service.stop();
    google.close();
  }

  @Test
  void discover_returnsEachTransformWithItsConfiguration() {
    Map<String, SchemaTransformConfig> found = service.discover();

    int ours = 0;
    for (SchemaTransformProvider provider : RunningService.providers()) {
      SchemaTransformConfig config = found.get(provider.identifier());
      assertWithMessage(provider.identifier()).that(config).isNotNull();
      Schema schema = SchemaTranslation.schemaFromProto(config.getConfigSchema());
      assertThat(schema.getFieldNames()).isEqualTo(provider.configurationSchema().getFieldNames());
      assertThat(schema.typesEqual(provider.configurationSchema())).isTrue();
      schema
          .getFields()
          .forEach(
              field -> {
                assertThat(field.getName()).matches("[a-z]+(_[a-z]+)*");
                assertWithMessage(field.getName()).that(field.getDescription()).isNotEmpty();
              });
      assertThat(config.getDescription()).isEqualTo(provider.description());
      assertThat(config.getInputPcollectionNamesList()).isEqualTo(provider.inputCollectionNames());
      assertThat(config.getOutputPcollectionNamesList())
          .isEqualTo(provider.outputCollectionNames());
      ours++;
    }
    assertThat(ours).isEqualTo(4);
  }

  @Test
  void yamlExample_expandedAndRunOnFlink_storesWhatTheJavaPipelineStores() throws Exception {
    Path expanded = folder.resolve("expanded");
    Path java = folder.resolve("java");

    run(expand(expanded));
    store(java);

    Map<String, List<String>> content = StoredFiles.content(expanded);
    assertThat(content).isEqualTo(StoredFiles.content(java));
    for (String report : List.of("channel_daily", "geography_daily")) {
      for (String month : List.of("2026-02", "2026-03")) {
        for (String channel : List.of("one", "three")) {
          assertThat(content)
              .containsKey(
                  "%s/year_month=%s/%s.parquet"
                      .formatted(report, month, world.channel(channel).id()));
        }
      }
    }
    assertThat(String.join("\n", content.get("_outcomes"))).contains("TOKEN_REVOKED");
  }

  /**
   * The transforms of ours in {@code youtube.yaml}, each expanded by the service; dates, locations
   * and endpoints are those of the test.
   */
  private RunnerApi.Pipeline expand(Path output) throws Exception {
    Map<String, Object> local =
        new HashMap<>(
            Map.of(
                "token_records",
                "file:" + tokens,
                "client_secrets",
                "file:" + client,
                "output",
                output.toString(),
                "start_date",
                FIRST,
                "end_date",
                LAST,
                "queries_per_minute",
                1_000_000,
                "youtube_analytics_endpoint",
                google.apiRootUrl().toString(),
                "youtube_data_endpoint",
                google.dataApiRootUrl().toString()));
    Map<String, String> identifiers = identifiers();
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs(service.environment()).create());
    Map<String, Map<String, PCollection<?>>> outputs = new TreeMap<>();
    Map<?, ?> example = (Map<?, ?>) yaml("youtube.yaml");
    for (Object each : (List<?>) ((Map<?, ?>) example.get("pipeline")).get("transforms")) {
      Map<?, ?> transform = (Map<?, ?>) each;
      String identifier = identifiers.get(transform.get("type"));
      if (identifier == null) {
        continue; // Of Beam YAML itself.
      }
      Map<String, Object> config = new HashMap<>();
      ((Map<?, ?>) transform.get("config"))
          .forEach((field, value) -> config.put(field.toString(), value));
      boolean sink = transform.containsKey("input");
      if (!sink) {
        config.remove("lookback_days");
        config.putAll(local);
      }
      config.replaceAll((field, value) -> local.getOrDefault(field, value));
      String name = String.valueOf(transform.get("name"));
      String[] input = String.valueOf(transform.get("input")).split("\\.", 2);
      outputs.put(
          name,
          sink
              ? service.apply(name, outputs.get(input[0]).get(input[1]), identifier, config)
              : service.apply(name, pipeline.begin(), identifier, config));
    }
    assertThat(outputs.keySet()).containsExactly("Read", "Store");
    assertThat(outputs.get("Read").keySet())
        .containsExactly("channel_daily", "geography_daily", "shards", "outcomes", "failures");
    RunnerApi.Pipeline proto = PipelineTranslation.toProto(pipeline);
    PipelineValidator.validate(proto);
    return proto;
  }

  /** Runs it on Flink in this process, with Beam's worker in this process, too. */
  private void run(RunnerApi.Pipeline pipeline) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(service.environment()));
    arguments.addAll(List.of("--runner=FlinkRunner", "--flinkMaster=[local]", "--parallelism=1"));
    FlinkPipelineOptions options =
        PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new))
            .as(FlinkPipelineOptions.class);
    JobInfo job = JobInfo.create("job", "job", "", PipelineOptionsTranslation.toProto(options));

    assertThat(new FlinkPipelineRunner(options, null, List.of()).run(pipeline, job).getState())
        .isEqualTo(PipelineResult.State.DONE);
  }

  /** Stores the same with a Java pipeline on the local runner. */
  private void store(Path output) {
    List<ReportDefinition> reports = new ArrayList<>();
    for (String report : List.of("channel_daily", "geography_daily")) {
      reports.add(Reports.find(report).orElseThrow());
    }
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs("--targetParallelism=1").create());
    pipeline
        .apply(
            AnalytixIO.read()
                .withTokenStore(FileTokenStore.in(tokens.toString()))
                .withClientSecrets(ClientSecretsSource.file(client.toString()))
                .withReports(reports)
                .withDates(LocalDate.parse(FIRST), LocalDate.parse(LAST))
                .withQuota(Quota.perMinute(1_000_000))
                .withEndpoints(
                    Endpoints.of(
                        google.apiRootUrl().toString(),
                        google.dataApiRootUrl().toString(),
                        google.reportingApiRootUrl().toString())))
        .apply("Store", ReplaceInParquet.to(output.toString()));
    pipeline.run().waitUntilFinish();
  }

  private static Map<String, String> identifiers() throws IOException {
    Map<String, String> identifiers = new HashMap<>();
    for (Object entry : (List<?>) yaml("providers.yaml")) {
      ((Map<?, ?>) ((Map<?, ?>) entry).get("transforms"))
          .forEach((type, urn) -> identifiers.put(String.valueOf(type), String.valueOf(urn)));
    }
    return identifiers;
  }

  private static Object yaml(String file) throws IOException {
    return new Load(LoadSettings.builder().build())
        .loadFromString(Files.readString(EXAMPLES.resolve(file)));
  }
}
