// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.util.UserCodeException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code analytix}. */
@Command(
    name = "analytix",
    description = "Reports of many YouTube channels, exact and under one quota.",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    subcommands = {DemoCommand.class, RunCommand.class, PlanCommand.class},
    footer = {
      "",
      "Start with: analytix demo",
      "Exit codes: 0 all well, 1 wrong usage or a broken run, 2 some requests failed,",
      "3 some were deferred by the day's quota."
    })
public final class Analytix implements Runnable {
  /** Wrong usage, or a run that broke. */
  static final int BROKEN = 1;

  /** Held here, or the level would be forgotten with the logger. */
  private static final Logger OURS = Logger.getLogger("io.analytix.beam");

  @Spec private @Nullable CommandSpec spec;

  /** The command without a word after it. */
  public Analytix() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, arguments));
  }

  /**
   * Runs the command and returns its exit code; results go to {@code out}, the rest to {@code err}.
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    boolean verbose = Arrays.stream(arguments).anyMatch(a -> a.matches("--verbose(=true)?"));
    quiet(verbose);
    return new CommandLine(new Analytix())
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(Analytix::wrongUsage)
        .setExecutionExceptionHandler((broken, command, parsed) -> broken(broken, verbose, command))
        .execute(arguments);
  }

  @Override
  public void run() {
    PrintWriter out = Consoles.out(spec);
    out.print(Consoles.spec(spec).commandLine().getUsageMessage());
    out.flush();
  }

  private static int wrongUsage(ParameterException wrong, String[] arguments) {
    String meant =
        wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()
            ? ": did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?"
            : "";
    wrong.getCommandLine().getErr().println("analytix: " + wrong.getMessage() + meant);
    wrong.getCommandLine().getErr().println("See: analytix --help");
    return BROKEN;
  }

  private static int broken(Exception broken, boolean verbose, CommandLine command) {
    PrintWriter err = command.getErr();
    err.println("analytix: " + line(broken));
    if (verbose) {
      StringWriter trace = new StringWriter();
      broken.printStackTrace(new PrintWriter(trace));
      err.print(trace);
    }
    err.flush();
    return BROKEN;
  }

  /** One line for a person: the cause that knows most, without the layers around it. */
  private static String line(Throwable broken) {
    Throwable cause = broken;
    while (wraps(cause) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    @Nullable String message = cause.getMessage();
    return message == null || message.isBlank()
        ? "unexpected " + cause.getClass().getSimpleName() + ": run again with --verbose"
        : message.lines().findFirst().orElse("").strip();
  }

  private static boolean wraps(Throwable error) {
    return error instanceof PipelineExecutionException
        || error instanceof UserCodeException
        || error instanceof UncheckedIOException
        || error.getClass() == RuntimeException.class;
  }

  private static void quiet(boolean verbose) {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    ConsoleHandler console = new ConsoleHandler();
    console.setLevel(verbose ? Level.FINE : Level.SEVERE);
    root.addHandler(console);
    root.setLevel(verbose ? Level.INFO : Level.SEVERE);
    if (verbose) {
      OURS.setLevel(Level.FINE);
    }
  }
}
