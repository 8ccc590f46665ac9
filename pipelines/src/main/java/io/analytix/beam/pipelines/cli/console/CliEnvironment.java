// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import picocli.CommandLine.Help.Ansi;

/**
 * What a command finds around it: who reads along, and what time it is.
 *
 * @param watchedOut whether a person sees the results as they are printed
 * @param watchedErr whether a person sees the progress
 * @param environment the variables of the process
 * @param nanos a clock that only runs forward, in nanoseconds
 * @param input what a person types, or a program hands over
 * @param output takes results that are no text
 */
public record CliEnvironment(
    boolean watchedOut,
    boolean watchedErr,
    Map<String, String> environment,
    Clock clock,
    LongSupplier nanos,
    InputStream input,
    OutputStream output) {

  /** Nobody types anything. */
  public CliEnvironment(
      boolean watchedOut,
      boolean watchedErr,
      Map<String, String> environment,
      Clock clock,
      LongSupplier nanos) {
    this(
        watchedOut,
        watchedErr,
        environment,
        clock,
        nanos,
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream());
  }

  /** Those of this process; which of its streams are a terminal, the start script found out. */
  public static CliEnvironment ofThisProcess() {
    List<String> terminals = Arrays.asList(System.getProperty("analytix.terminal", "").split(","));
    return new CliEnvironment(
        terminals.contains("out"),
        terminals.contains("err"),
        System.getenv(),
        Clock.systemUTC(),
        System::nanoTime,
        System.in,
        System.out);
  }

  /** Nobody watches; the time is this clock's. */
  public static CliEnvironment unwatched(Clock clock) {
    return new CliEnvironment(false, false, Map.of(), clock, System::nanoTime);
  }

  /** The same, with this on the standard input. */
  public CliEnvironment typing(InputStream typed) {
    return new CliEnvironment(watchedOut, watchedErr, environment, clock, nanos, typed, output);
  }

  /** The same, with results that are no text going there. */
  public CliEnvironment writing(OutputStream there) {
    return new CliEnvironment(watchedOut, watchedErr, environment, clock, nanos, input, there);
  }

  /** How results are coloured. */
  public AnsiColors paintOut() {
    return new AnsiColors(ansi(watchedOut));
  }

  /**
   * Colours on a terminal only. The variables are those that most commands know: NO_COLOR and
   * CLICOLOR=0 switch colours off, CLICOLOR_FORCE switches them on for a pipe, too.
   */
  private Ansi ansi(boolean watched) {
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return Ansi.OFF;
    }
    if (!environment.getOrDefault("CLICOLOR_FORCE", "0").equals("0")) {
      return Ansi.ON;
    }
    boolean unwanted =
        environment.getOrDefault("CLICOLOR", "1").equals("0")
            || environment.getOrDefault("TERM", "").equals("dumb");
    return watched && !unwanted ? Ansi.ON : Ansi.OFF;
  }
}
