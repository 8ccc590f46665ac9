// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates;

import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.dataflow.model.Job;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.apache.beam.model.pipeline.v1.RunnerApi;

/** A job as the launcher writes it down for Dataflow: its description, and its graph. */
record WrittenJob(String text, RunnerApi.Pipeline graph) {
  static final List<String> OFFLINE =
      List.of(
          "--runner=DataflowRunner",
          "--project=demo-project",
          "--region=europe-west1",
          "--jobName=analytix-nightly",
          "--stagingLocation=gs://demo-bucket/staging",
          "--tempLocation=gs://demo-bucket/temp",
          // Else Beam asks Cloud Storage about the bucket.
          "--gcpTempLocation=gs://demo-bucket/temp",
          "--stagerClass=" + KeptStager.class.getName(),
          "--pathValidatorClass=org.apache.beam.sdk.extensions.gcp.storage.NoopPathValidator",
          "--credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory");

  /** What the nightly job is told at least. */
  static final List<String> NIGHTLY =
      List.of(
          "--tokenRecords=secretmanager:projects/demo-project/secrets/analytix-channel-*",
          "--clientSecrets=secretmanager:projects/demo-project/secrets/analytix-client",
          "--outputDataset=demo-project:youtube_analytics",
          "--reports=channel_daily,geography_daily");

  /** Reads the description from where it was written, and the graph from what was staged. */
  static WrittenJob read(Path description) throws IOException {
    return new WrittenJob(
        Files.readString(description),
        RunnerApi.Pipeline.parseFrom(KeptStager.kept("pipeline.pb")));
  }

  Job job() throws IOException {
    return GsonFactory.getDefaultInstance().fromString(text, Job.class);
  }

  /** Names of the steps to the second level, in the order of the alphabet. */
  TreeSet<String> steps() {
    TreeSet<String> steps = new TreeSet<>();
    graph
        .getComponents()
        .getTransformsMap()
        .values()
        .forEach(
            step -> {
              String[] parts = step.getUniqueName().split("/");
              steps.add(parts.length == 1 ? parts[0] : parts[0] + "/" + parts[1]);
            });
    return steps;
  }

  /** Everything that leaves the machine of the launcher, as text. */
  String all() {
    return text + new String(graph.toByteArray(), StandardCharsets.ISO_8859_1);
  }
}
