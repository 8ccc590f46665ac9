// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import io.analytix.beam.pipelines.storage.Runners;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** What a job on Dataflow cannot be told: its workers are other machines than this one. */
final class DataflowOptionsCheck {
  private static final Pattern ADDRESS = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+://.*");

  /** What Dataflow's own options call the place of a job that is written down and not begun. */
  public interface Template extends PipelineOptions {
    @Nullable String getTemplateLocation();

    void setTemplateLocation(@Nullable String value);
  }

  private DataflowOptionsCheck() {}

  /**
   * Whether the job is written down, to be begun by others, so that there is no end to wait for.
   */
  static boolean isOnlyWritten(PipelineOptions options) {
    String location = options.as(Template.class).getTemplateLocation();
    return Runners.isDataflow(options) && location != null && !location.isBlank();
  }

  /**
   * Returns if Dataflow's workers can follow the options.
   *
   * @throws UsageException about the first that they cannot
   */
  static void check(AnalytixOptions options) {
    DeclaredOption.all().values().forEach(option -> checkTests(option, options));
    checkStore("--tokenRecords", options.getTokenRecords(), "PREFIX*");
    checkStore("--clientSecrets", options.getClientSecrets(), "NAME");
    String output = options.getOutput();
    if (output != null && !output.isBlank() && !ADDRESS.matcher(output).matches()) {
      throw new UsageException(
          "--output is '"
              + output
              + "', but Dataflow's workers share no folder: give gs://BUCKET/FOLDER");
    }
  }

  private static void checkTests(DeclaredOption option, AnalytixOptions options) {
    if (!option.isStated(options)) {
      return;
    }
    option
        .annotation(NotInTemplate.class)
        .ifPresent(
            reason -> {
              throw new UsageException(
                  "--%s is '%s', but on Dataflow %s: leave it out"
                      .formatted(option.name(), option.value(options), reason.value()));
            });
  }

  private static void checkStore(String option, @Nullable String value, String name) {
    if (value != null && value.startsWith("file:")) {
      throw new UsageException(
          "%s is '%s', but Dataflow's workers do not see this machine's files: give secretmanager:projects/P/secrets/%s"
              .formatted(option, value, name));
    }
  }
}
