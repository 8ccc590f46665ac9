// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.analytix.beam.Runners;
import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.cli.options.EmbeddedRunner;
import io.analytix.beam.pipelines.cli.run.ReportedRun;
import io.analytix.beam.pipelines.output.Output;
import io.analytix.beam.pipelines.output.Reads;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.SdkHarnessOptions;
import org.apache.beam.sdk.options.SdkHarnessOptions.LogLevel;
import org.apache.beam.sdk.options.SdkHarnessOptions.SdkHarnessLogLevelOverrides;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * The nightly job on any runner: reads the reports that the options name and replaces them in the
 * output that they name. The Flex Template runs it too.
 *
 * <p>Which days it asks for is settled when the job is made, in Pacific time, so that all its
 * workers agree and a job that waits for its start keeps them. No secret is read then, only where
 * they are.
 */
public final class AnalytixNightly {
  private static final String NAME = "analytix-nightly";
  private static final String OURS = "io.analytix.beam";

  private AnalytixNightly() {}

  /**
   * Makes the job and waits for its end, unless Dataflow's launcher is to begin it. Ends with the
   * exit code of {@code analytix run} where the steps run in this process, on the local runner or
   * an embedded Flink; elsewhere with 0 if the job is done, else with 1.
   */
  public static void main(String[] arguments) {
    new DisableHttpAutoRetry().onStartup();
    ProxyVariables.use(NAME);
    PrintWriter out = new PrintWriter(System.out, false, UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, UTF_8);
    ExitCode exitCode = execute(CliEnvironment.ofThisProcess(), out, err, arguments);
    out.flush();
    if (exitCode != ExitCode.OK) {
      System.exit(exitCode.code());
    }
  }

  /** Runs the job and says what became of it. */
  static ExitCode execute(
      CliEnvironment environment, PrintWriter out, PrintWriter err, String... arguments) {
    try {
      AnalytixOptions options = options(arguments);
      if (EmbeddedRunner.isUsed(options)) {
        EmbeddedRunner.limitThreads(options, List.of(arguments));
        RunConfiguration request = RunConfiguration.of(options, environment.clock());
        return ReportedRun.run(NAME, options, request, out, err, environment);
      }
      PipelineResult.@Nullable State state = run(options, environment.clock());
      if (state == null || state == PipelineResult.State.DONE) {
        return ExitCode.OK;
      }
      err.println(NAME + ": the job ended as " + state);
    } catch (IOException | RuntimeException e) {
      err.println(NAME + ": " + PrintableText.of(ErrorMessages.of(e)));
      if (!(e instanceof IOException) && !(e instanceof IllegalArgumentException)) {
        e.printStackTrace(err);
      }
    }
    return ExitCode.ERROR;
  }

  /**
   * Makes the job, and waits for its end unless it is only written down.
   *
   * @param clock determines which day is yesterday
   * @return how it ended; null if it was only written down
   * @throws IllegalArgumentException with one line, if an option cannot be followed
   */
  public static PipelineResult.@Nullable State run(Clock clock, String... arguments) {
    return run(options(arguments), clock);
  }

  private static AnalytixOptions options(String... arguments) {
    PipelineOptionsFactory.register(AnalytixOptions.class);
    return PipelineOptionsFactory.fromArgs(arguments).as(AnalytixOptions.class);
  }

  private static PipelineResult.@Nullable State run(AnalytixOptions options, Clock clock) {
    PipelineResult result = pipeline(options, clock).run();
    return DataflowOptionsCheck.isOnlyWritten(options) ? null : result.waitUntilFinish();
  }

  /** The job as a pipeline that has not begun. */
  static Pipeline pipeline(AnalytixOptions options, Clock clock) {
    if (Runners.isDataflow(options)) {
      DataflowOptionsCheck.check(options);
      Runners.enableRunnerV2(options);
    }
    if (options.getVerbose()) {
      options
          .as(SdkHarnessOptions.class)
          .setSdkHarnessLogLevelOverrides(
              new SdkHarnessLogLevelOverrides().addOverrideForName(OURS, LogLevel.DEBUG));
    }
    RunConfiguration request = RunConfiguration.of(options, clock);
    Output output = Outputs.of(options);
    Pipeline pipeline = Pipeline.create(options);
    Reads reads = request.reads();
    if (!Runners.isDataflow(options)) {
      check(output, reads);
    }
    PCollection<Boolean> failures = output.replace(pipeline, reads, options.getBreakLock());
    if (request.failureLimit().canBeExceeded()) {
      failures.apply("FailOn", FailJobAboveThreshold.limit(request.failureLimit()));
    }
    return pipeline;
  }

  /** On Dataflow the first step does, whose account may be another's. */
  private static void check(Output output, Reads reads) {
    try {
      output.check(reads.tables());
      output.checkBulk(reads.bulkTypes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
