// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import io.analytix.beam.Runners;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Rejects options that a job on Dataflow cannot use, because its workers are other machines. */
final class DataflowOptionsCheck {
  private static final Pattern ADDRESS = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+://.*");

  /** Dataflow's own option for the location of a template that is staged and not run. */
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
   * Checks that Dataflow's workers can use the options.
   *
   * @throws UsageException about the first option that they cannot use
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
              + "', but Dataflow's workers cannot read a local folder: use gs://BUCKET/FOLDER");
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
          "%s is '%s', but Dataflow's workers cannot read this machine's files: use secretmanager:projects/P/secrets/%s"
              .formatted(option, value, name));
    }
  }
}
