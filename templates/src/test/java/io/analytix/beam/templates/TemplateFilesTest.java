// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates;

import static com.google.common.truth.Truth.assertThat;

import com.google.api.services.dataflow.model.TemplateMetadata;
import io.analytix.beam.pipelines.AnalytixOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is made of the options says what they say, and is without a mistake. */
final class TemplateFilesTest {
  private static final TemplateMetadata FORM = TemplateForm.nightly();

  @Test
  void copyInTheTerraformModule_isTheSame() throws IOException {
    Approved.assertSays("terraform/template-metadata.json", Specs.text(FORM));
  }

  @Test
  void tableOfTheReadme_isWhatTheOptionsSay() throws IOException {
    Approved.assertSays("templates/README.md", "parameters", ParameterTable.of(FORM));
  }

  @Test
  void metadata_isWhatTheOptionsSay_andReadBackStrictlyIsWithoutAMistake() throws IOException {
    Approved.assertSays("templates/analytix-nightly/metadata.json", Specs.text(FORM));
    String text = Files.readString(Path.of("analytix-nightly/metadata.json"));

    TemplateMetadata read = Specs.read(text, TemplateMetadata.class);

    assertThat(read).isEqualTo(FORM);
    assertThat(FormMistakes.of(read, AnalytixOptions.class)).isEmpty();
  }

  @Test
  void form_offersNothingThatALaunchSaysElsewhere() {
    assertThat(FORM.getParameters().stream().map(parameter -> parameter.getName()).toList())
        .containsNoneOf(
            "project",
            "region",
            "jobName",
            "tempLocation",
            "stagingLocation",
            "labels",
            "templateLocation",
            "serviceAccount",
            "youtubeAnalyticsEndpoint",
            "youtubeDataEndpoint",
            "secretManagerEndpoint",
            "secretLocations",
            "asOf");
  }
}
