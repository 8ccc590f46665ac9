// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import io.analytix.beam.pipelines.ErrorMessages;
import io.analytix.beam.pipelines.Suggestions;
import io.analytix.beam.pipelines.cli.channels.AuthoriseCommand;
import io.analytix.beam.pipelines.cli.channels.ChannelsCommand;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.CommandStreams;
import io.analytix.beam.pipelines.cli.console.ProductVersion;
import io.analytix.beam.pipelines.cli.demo.DemoCommand;
import io.analytix.beam.pipelines.cli.options.HelpOption;
import io.analytix.beam.pipelines.cli.options.OptionsHelp;
import io.analytix.beam.pipelines.cli.plan.PlanCommand;
import io.analytix.beam.pipelines.cli.query.QueryCommand;
import io.analytix.beam.pipelines.cli.reports.ReportsCommand;
import io.analytix.beam.pipelines.cli.run.RunCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
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
    header = "YouTube Analytics reports of many channels under one quota.",
    description = {
      "",
      "Fetches reports of every channel whose owner has consented, and stores for each channel"
          + " and day what YouTube returned last. Try 'analytix demo': it needs no account."
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    commandListHeading = "%nCommands:%n",
    subcommands = {
      DemoCommand.class,
      AuthoriseCommand.class,
      ReportsCommand.class,
      ChannelsCommand.class,
      PlanCommand.class,
      RunCommand.class,
      QueryCommand.class,
      CommandLine.HelpCommand.class
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:wrong usage, or the command failed",
      "2:some requests failed, or some records cannot be used",
      "3:some requests were deferred because the daily quota is used up"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix demo",
      "  analytix reports channel_daily",
      "  analytix plan --tokenRecords=file:tokens",
      "  analytix run --help"
    })
public final class Analytix implements Runnable {
  /** Wrong usage, or a run that broke. */
  public static final int BROKEN = 1;

  /** Held here, or the level would be forgotten with the logger. */
  private static final Logger OURS = Logger.getLogger("io.analytix.beam");

  private final CliEnvironment surroundings;

  @Spec private @Nullable CommandSpec spec;

  Analytix(CliEnvironment surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(CliEnvironment.ofThisProcess(), out, err, arguments));
  }

  /**
   * Runs the command and returns its exit code; results go to {@code out}, the rest to {@code err},
   * both without colours.
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return run(CliEnvironment.unwatched(Clock.systemUTC()), out, err, arguments);
  }

  /** The same in these surroundings. */
  public static int run(
      CliEnvironment surroundings, PrintWriter out, PrintWriter err, String... arguments) {
    boolean verbose = Arrays.stream(arguments).anyMatch(a -> a.matches("--verbose(=true)?"));
    quiet(verbose);
    CommandLine command = new CommandLine(new Analytix(surroundings));
    HelpOption.addBelow(command);
    return command
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setHelpFactory(new OptionsHelp())
        .setColorScheme(CommandLine.Help.defaultColorScheme(surroundings.paintOut().ansi()))
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(Analytix::wrongUsage)
        .setExecutionExceptionHandler((broken, failed, parsed) -> broken(broken, verbose, failed))
        .execute(arguments);
  }

  @Override
  public void run() {
    PrintWriter out = CommandStreams.out(spec);
    CommandStreams.spec(spec).commandLine().usage(out);
    out.flush();
  }

  /** What the commands find around them. */
  public CliEnvironment surroundings() {
    return surroundings;
  }

  private static int wrongUsage(ParameterException wrong, String[] arguments) {
    PrintWriter err = wrong.getCommandLine().getErr();
    err.println(
        "analytix: "
            + (wrong instanceof UnmatchedArgumentException u ? unknown(u) : wrong.getMessage()));
    err.println("See: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return BROKEN;
  }

  private static String unknown(UnmatchedArgumentException unmatched) {
    String word = unmatched.getUnmatched().get(0);
    CommandSpec command = unmatched.getCommandLine().getCommandSpec();
    boolean option = word.startsWith("-");
    return "there is no "
        + (option ? "option " : "command ")
        + word
        + Suggestions.meant(
                word, option ? command.optionsMap().keySet() : command.subcommands().keySet())
            .map(near -> ": did you mean " + near + "?")
            .orElse("");
  }

  private static int broken(Exception broken, boolean verbose, CommandLine command) {
    PrintWriter err = command.getErr();
    err.println("analytix: " + ErrorMessages.of(broken));
    if (verbose) {
      StringWriter trace = new StringWriter();
      broken.printStackTrace(new PrintWriter(trace));
      err.print(trace);
    }
    err.flush();
    return BROKEN;
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
