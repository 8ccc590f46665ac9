// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.schematransform;

import static com.google.common.truth.Truth.assertThat;
import static io.analytix.beam.pipelines.schematransform.TransformBench.READ;
import static io.analytix.beam.pipelines.schematransform.TransformBench.REPLACE_IN_PARQUET;
import static io.analytix.beam.pipelines.schematransform.TransformBench.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The example pipelines: their configurations are valid, and they use outputs that there are. */
final class TransformExamplesTest {
  private static final Path EXAMPLES = Path.of("../src/site/examples");

  @Test
  void providers_nameEveryTransform() throws IOException {
    List<String> ours = new ArrayList<>();
    for (SchemaTransformProvider provider : ServiceLoader.load(SchemaTransformProvider.class)) {
      if (provider.identifier().contains(":io.analytix:")) {
        ours.add(provider.identifier());
      }
    }

    assertThat(identifiers().values()).containsExactlyElementsIn(ours);
  }

  @Test
  void yamlPipeline_isValid() throws IOException {
    Map<String, String> identifiers = identifiers();
    Map<?, ?> file = (Map<?, ?>) yaml(Files.readString(EXAMPLES.resolve("youtube.yaml")));
    Pipeline pipeline = Pipeline.create();
    Map<String, PCollectionRowTuple> outputs = new HashMap<>();
    int applied = 0;
    for (Object each : (List<?>) ((Map<?, ?>) file.get("pipeline")).get("transforms")) {
      Map<?, ?> transform = (Map<?, ?>) each;
      String name = String.valueOf(transform.containsKey("name") ? transform.get("name") : "");
      PCollectionRowTuple input = PCollectionRowTuple.empty(pipeline);
      String[] reference = String.valueOf(transform.get("input")).split("\\.");
      if (outputs.containsKey(reference[0])) {
        assertThat(outputs.get(reference[0]).getAll().keySet()).contains(reference[1]);
        input = input.and("input", outputs.get(reference[0]).get(reference[1]));
      }
      String identifier = identifiers.get(transform.get("type"));
      if (identifier != null) {
        outputs.put(name, apply(name, input, identifier, (Map<?, ?>) transform.get("config")));
        applied++;
      }
    }

    assertThat(applied).isEqualTo(2);
  }

  @Test
  void pythonPipeline_isValid() throws IOException {
    String python = Files.readString(EXAMPLES.resolve("youtube.py"));
    Pipeline pipeline = Pipeline.create();

    PCollectionRowTuple read =
        apply("Read", PCollectionRowTuple.empty(pipeline), READ, dictionary(python, "READ"));
    PCollectionRowTuple unused =
        apply(
            "Store",
            PCollectionRowTuple.of("input", read.get("shards")),
            REPLACE_IN_PARQUET,
            dictionary(python, "REPLACE_IN_PARQUET"));

    assertThat(found(python, "read\\[\"(\\w+)\"]"))
        .isEqualTo(new TreeSet<>(List.of("channel_daily", "failures", "shards")));
    assertThat(read.getAll().keySet())
        .containsAtLeastElementsIn(found(python, "read\\[\"(\\w+)\"]"));
    for (String name : found(python, "\"(youtube_\\w+)\"")) {
      assertThat(provider("beam:schematransform:io.analytix:" + name + ":v1")).isNotNull();
    }
    assertThat(read.get("channel_daily").getSchema().getFieldNames())
        .containsAtLeastElementsIn(found(python, "row\\.(\\w+)"));
  }

  /** A field that the schema lacks, or a missing one that is required, is an error here. */
  private static PCollectionRowTuple apply(
      String name, PCollectionRowTuple input, String identifier, Map<?, ?> config) {
    Map<String, Object> fields = new HashMap<>();
    config.forEach(
        (field, value) ->
            fields.put(
                String.valueOf(field), value instanceof Map<?, ?> map ? map.get("output") : value));
    Row row = TransformBench.row(identifier, fields);
    return input.apply(name, provider(identifier).from(row));
  }

  private static Map<String, String> identifiers() throws IOException {
    Map<String, String> identifiers = new HashMap<>();
    for (Object entry : (List<?>) yaml(Files.readString(EXAMPLES.resolve("providers.yaml")))) {
      ((Map<?, ?>) ((Map<?, ?>) entry).get("transforms"))
          .forEach((type, urn) -> identifiers.put(String.valueOf(type), String.valueOf(urn)));
    }
    return identifiers;
  }

  /** A dictionary of texts, numbers and lists is also YAML. */
  private static Map<?, ?> dictionary(String python, String name) {
    Matcher found =
        Pattern.compile("^" + name + " = (\\{.*?^})", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(python);
    assertThat(found.find()).isTrue();
    return (Map<?, ?>) yaml(found.group(1).replace("\n", " "));
  }

  private static TreeSet<String> found(String text, String pattern) {
    TreeSet<String> found = new TreeSet<>();
    Pattern.compile(pattern).matcher(text).results().forEach(match -> found.add(match.group(1)));
    return found;
  }

  private static Object yaml(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }
}
