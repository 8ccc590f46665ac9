// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.api.services.dataflow.model.ContainerSpec;
import com.google.api.services.dataflow.model.TemplateMetadata;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.TemplateParameter;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each mistake fails {@link TemplateFilesTest}, because it is found by what that test asks. */
final class SeededMistakesTest {
  private static final String IMAGE = "example.com/analytix@sha256:" + "0".repeat(64);

  /** Options with a mistake in each. */
  public interface WithoutHelp extends PipelineOptions {
    @TemplateParameter(label = "Reports")
    String getReports();

    void setReports(String value);
  }

  public interface PresetAgainstRegex extends PipelineOptions {
    @Description("Reports.")
    @Default.String("Channel Daily")
    @TemplateParameter(label = "Reports", regexes = "^[a-z_]+$")
    String getReports();

    void setReports(String value);
  }

  public interface Undecided extends PipelineOptions {
    @Description("Reports.")
    String getReports();

    void setReports(String value);
  }

  public interface UnknownType extends PipelineOptions {
    @Description("Reports.")
    @TemplateParameter(label = "Reports", type = "GCS_FOLDER")
    String getReports();

    void setReports(String value);
  }

  public interface ChoiceAgainstRegex extends PipelineOptions {
    @Description("Reports.")
    @TemplateParameter(
        label = "Reports",
        type = "ENUM",
        choices = {"daily", "WEEKLY"},
        regexes = "^[a-z]+$")
    String getReports();

    void setReports(String value);
  }

  @Test
  void option_withoutHelp_isFound() {
    assertThat(mistakes(WithoutHelp.class))
        .contains("--reports has no help: give it a @Description");
  }

  @Test
  void regex_thatItsOwnDefaultDoesNotMatch_isFound() {
    assertThat(mistakes(PresetAgainstRegex.class))
        .containsExactly("--reports has the default Channel Daily, which does not match ^[a-z_]+$");
  }

  @Test
  void regex_thatAChoiceDoesNotMatch_isFound() {
    assertThat(mistakes(ChoiceAgainstRegex.class))
        .containsExactly("--reports offers WEEKLY, which does not match ^[a-z]+$");
  }

  @Test
  void option_neitherOfferedNorKeptBack_isFound() {
    assertThat(mistakes(Undecided.class))
        .containsExactly(
            "--reports needs one of @TemplateParameter and @NotInTemplate",
            "--reports is an option, but no parameter");
  }

  @Test
  void type_thatDataflowDoesNotKnow_isFound() {
    assertThat(mistakes(UnknownType.class))
        .containsExactly("--reports has the type GCS_FOLDER, which Dataflow does not know");
  }

  @Test
  void parameter_missingInTheMetadata_isFound() {
    assertThat(mistakes(form -> form.getParameters().remove(0)))
        .containsExactly("--tokenRecords is an option, but no parameter");
  }

  @Test
  void parameter_thatIsNoOption_isFound() {
    assertThat(mistakes(form -> form.getParameters().get(0).setName("tokenRecord")))
        .containsExactly(
            "--tokenRecord is no option that is offered",
            "--tokenRecords is an option, but no parameter");
  }

  @Test
  void parent_thatIsNoParameter_isFound() {
    assertThat(mistakes(form -> form.getParameters().get(2).setParentName("sink")))
        .containsExactly("--channels has the parent sink, which is no parameter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"^\\d+$", "^\\w$", "^(?:a)$", "^a+?$", "^a*+$", "a", "^a", "^[a$", "^\\bday$"})
  void regex_thatEgrepReadsOtherwise_isFound(String regex) {
    assertThat(mistakes(form -> form.getParameters().get(2).setRegexes(List.of(regex))))
        .containsExactly("--channels has the regex " + regex + ", which egrep reads otherwise");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"image\": \"IMAGE\", \"sdkInfos\": {}}: sdkInfos",
        "{\"metadata\": {\"name\": \"n\", \"stream\": false}}: metadata.stream",
        "{\"metadata\": {\"parameters\": [{\"name\": \"n\", \"helptext\": \"h\"}]}}: metadata.parameters.helptext",
        "{\"defaultEnvironment\": {\"maxWorker\": 3}}: defaultEnvironment.maxWorker",
      })
  void attribute_thatTheApiDoesNotKnow_isRefusedByItsName(String textAndName) {
    String[] parts = textAndName.split(": (?=\\S+$)");

    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> Specs.read(parts[0], ContainerSpec.class));

    assertThat(refused).hasMessageThat().isEqualTo("ContainerSpec has no attribute " + parts[1]);
  }

  @Test
  void spec_writtenAndReadBack_isTheSame() throws IOException {
    ContainerSpec spec = Specs.of(IMAGE, "2.71.0", TemplateForm.nightly());

    assertThat(Specs.read(Specs.text(spec), ContainerSpec.class)).isEqualTo(spec);
  }

  @Test
  void image_notByDigest_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Specs.of("example.com/analytix:latest", "2.71.0", TemplateForm.nightly()));
  }

  private static List<String> mistakes(Class<? extends PipelineOptions> options) {
    return FormMistakes.of(TemplateForm.of(options), options);
  }

  private static List<String> mistakes(Consumer<TemplateMetadata> mistake) {
    TemplateMetadata form = TemplateForm.nightly();
    mistake.accept(form);
    return FormMistakes.of(form, AnalytixOptions.class);
  }
}
