// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import io.analytix.beam.internal.access.NetworkCheck;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The environment of a command: terminals, variables, clock, network and binary streams.
 *
 * @param outIsTerminal whether standard output is a terminal
 * @param errIsTerminal whether standard error is a terminal
 * @param variables the environment variables of the process
 * @param nanos a monotonic clock, in nanoseconds
 * @param network checks whether servers can be reached
 * @param input the standard input
 * @param output the standard output for binary results
 */
public record CliEnvironment(
    boolean outIsTerminal,
    boolean errIsTerminal,
    Map<String, String> variables,
    Clock clock,
    LongSupplier nanos,
    NetworkCheck network,
    InputStream input,
    OutputStream output) {
  private static final int PIPE_WIDTH = 100;
  private static final int MIN_WIDTH = 40;

  /** The root command, which holds the environment of all commands. */
  @FunctionalInterface
  public interface Holder {
    CliEnvironment environment();
  }

  /** An environment with empty binary streams. */
  public CliEnvironment(
      boolean outIsTerminal,
      boolean errIsTerminal,
      Map<String, String> variables,
      Clock clock,
      LongSupplier nanos) {
    this(
        outIsTerminal,
        errIsTerminal,
        variables,
        clock,
        nanos,
        NetworkCheck.fromHere(),
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream());
  }

  /** The environment of this process; the start script determines which streams are terminals. */
  public static CliEnvironment ofThisProcess() {
    List<String> terminals = Arrays.asList(System.getProperty("analytix.terminal", "").split(","));
    return new CliEnvironment(
        terminals.contains("out"),
        terminals.contains("err"),
        System.getenv(),
        Clock.systemUTC(),
        System::nanoTime,
        NetworkCheck.fromHere(),
        System.in,
        System.out);
  }

  /** An environment without terminals, with this clock. */
  public static CliEnvironment withoutTerminal(Clock clock) {
    return new CliEnvironment(false, false, Map.of(), clock, System::nanoTime);
  }

  /** The same environment with this clock. */
  public CliEnvironment withClock(Clock other) {
    return new CliEnvironment(
        outIsTerminal, errIsTerminal, variables, other, nanos, network, input, output);
  }

  /** The same environment with this check of the network. */
  public CliEnvironment withNetwork(NetworkCheck network) {
    return new CliEnvironment(
        outIsTerminal, errIsTerminal, variables, clock, nanos, network, input, output);
  }

  /** The same environment with this standard input. */
  public CliEnvironment withInput(InputStream input) {
    return new CliEnvironment(
        outIsTerminal, errIsTerminal, variables, clock, nanos, network, input, output);
  }

  /** The same environment with this binary output. */
  public CliEnvironment withOutput(OutputStream output) {
    return new CliEnvironment(
        outIsTerminal, errIsTerminal, variables, clock, nanos, network, input, output);
  }

  /**
   * The columns of a page on standard output: those of its terminal, from the variable COLUMNS,
   * which the start script sets; 100 in a pipe.
   */
  public int outWidth() {
    return width(outIsTerminal ? TextWrap.PAGE : PIPE_WIDTH);
  }

  /** The columns of a page on standard error. */
  public int errWidth() {
    return width(TextWrap.PAGE);
  }

  private int width(int unknown) {
    String columns = variables.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9][0-9]{0,3}")
        ? Math.max(MIN_WIDTH, Integer.parseInt(columns))
        : unknown;
  }

  /** The colours of standard output. */
  public AnsiColors outColors() {
    return new AnsiColors(wantsColors(outIsTerminal));
  }

  /**
   * Uses colours on a terminal only. NO_COLOR and CLICOLOR=0 switch colours off, CLICOLOR_FORCE
   * switches them on for pipes, too.
   */
  private boolean wantsColors(boolean isTerminal) {
    if (!variables.getOrDefault("NO_COLOR", "").isEmpty()) {
      return false;
    }
    if (!variables.getOrDefault("CLICOLOR_FORCE", "0").equals("0")) {
      return true;
    }
    boolean unwanted =
        variables.getOrDefault("CLICOLOR", "1").equals("0")
            || variables.getOrDefault("TERM", "").equals("dumb");
    return isTerminal && !unwanted;
  }
}
