// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.pipelines.ErrorMessages;
import io.analytix.beam.pipelines.ProxyVariables;
import io.analytix.beam.pipelines.Suggestions;
import io.analytix.beam.pipelines.cli.channels.AuthoriseCommand;
import io.analytix.beam.pipelines.cli.channels.ChannelsCommand;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.CommandStreams;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.cli.console.ProductVersion;
import io.analytix.beam.pipelines.cli.demo.DemoCommand;
import io.analytix.beam.pipelines.cli.jobs.JobsCommand;
import io.analytix.beam.pipelines.cli.options.BeamOptions;
import io.analytix.beam.pipelines.cli.options.HelpOption;
import io.analytix.beam.pipelines.cli.options.OptionsHelp;
import io.analytix.beam.pipelines.cli.output.OutputCommand;
import io.analytix.beam.pipelines.cli.plan.PlanCommand;
import io.analytix.beam.pipelines.cli.query.QueryCommand;
import io.analytix.beam.pipelines.cli.reconcile.ReconcileCommand;
import io.analytix.beam.pipelines.cli.reports.ReportsCommand;
import io.analytix.beam.pipelines.cli.run.RunCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
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
    header = "Load YouTube Analytics reports of many channels under one quota.",
    description = {
      "",
      "Fetches reports of every channel whose owner has given consent, and stores them in tables"
          + " that match YouTube's latest data for each channel and day. 'demo' needs no account."
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    commandListHeading = "%nCommands:%n",
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:wrong usage, or the command failed",
      "2:some requests failed, or some records cannot be used",
      "3:some requests were deferred because the day's quota is used up",
      "129, 130, 143:ended by SIGHUP, SIGINT (Ctrl-C) or SIGTERM"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix demo",
      "  analytix reports channel_daily",
      "  analytix plan --tokenRecords=file:tokens",
      "  analytix run --help"
    })
public final class Analytix implements Runnable, CliEnvironment.Holder {
  /** A strong reference, because the log manager holds loggers weakly. */
  private static final Logger PROJECT_LOGGER = Logger.getLogger("io.analytix.beam");

  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          AuthoriseCommand.class,
          ReportsCommand.class,
          ChannelsCommand.class,
          PlanCommand.class,
          RunCommand.class,
          JobsCommand.class,
          ReconcileCommand.class,
          QueryCommand.class,
          OutputCommand.class,
          CommandLine.HelpCommand.class);

  private final CliEnvironment environment;

  @Spec private @Nullable CommandSpec spec;

  Analytix(CliEnvironment environment) {
    this.environment = environment;
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) throws InterruptedException {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    ProxyVariables.use("analytix");
    BeamOptions.useForCommandOnly();
    int exitCode = run(CliEnvironment.ofThisProcess(), out, err, arguments);
    HttpClientThreads.end(Thread.currentThread().getThreadGroup());
    System.exit(exitCode);
  }

  /**
   * Runs the command and returns its exit code; results go to {@code out}, the rest to {@code err},
   * both without colours.
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return run(CliEnvironment.withoutTerminal(Clock.systemUTC()), out, err, arguments);
  }

  /** Runs the command in this environment and returns its exit code. */
  public static int run(
      CliEnvironment environment, PrintWriter out, PrintWriter err, String... arguments) {
    boolean verbose = Arrays.stream(arguments).anyMatch(a -> a.matches("--verbose(=true)?"));
    configureLogging(verbose);
    CommandLine command = new CommandLine(new Analytix(environment));
    commands(arguments).forEach(command::addSubcommand);
    HelpOption.addBelow(command);
    command
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setHelpFactory(new OptionsHelp())
        .setColorScheme(CommandLine.Help.defaultColorScheme(environment.outColors().ansi()))
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(Analytix::wrongUsage)
        .setExecutionExceptionHandler(
            (failure, failed, parsed) -> failed(failure, verbose, failed));
    try {
      return command.execute(arguments);
    } catch (Error e) {
      return failed(e, verbose, command);
    }
  }

  /** The command that is named first; all if none is, or {@code help}, which describes any. */
  private static List<Class<?>> commands(String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    List<Class<?>> named =
        COMMANDS.stream()
            .filter(command -> command != CommandLine.HelpCommand.class)
            .filter(command -> command.getAnnotation(Command.class).name().equals(first))
            .toList();
    return named.isEmpty() ? COMMANDS : named;
  }

  @Override
  public void run() {
    CommandStreams.printUsage(spec);
  }

  @Override
  public CliEnvironment environment() {
    return environment;
  }

  private static int wrongUsage(ParameterException wrong, String[] arguments) {
    PrintWriter err = wrong.getCommandLine().getErr();
    String message =
        wrong instanceof UnmatchedArgumentException u
            ? unknown(u)
            : String.valueOf(wrong.getMessage());
    err.println("analytix: " + PrintableText.of(message));
    err.println("See: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return ExitCode.ERROR.code();
  }

  private static String unknown(UnmatchedArgumentException unmatched) {
    String word = unmatched.getUnmatched().get(0);
    CommandSpec command = unmatched.getCommandLine().getCommandSpec();
    boolean option = word.startsWith("-");
    return "there is no "
        + (option ? "option " : "command ")
        + word
        + Suggestions.similar(
                word, option ? command.optionsMap().keySet() : command.subcommands().keySet())
            .map(near -> ": did you mean " + near + "?")
            .orElse("");
  }

  private static int failed(Throwable failure, boolean verbose, CommandLine command) {
    PrintWriter err = command.getErr();
    err.println("analytix: " + PrintableText.of(ErrorMessages.of(failure)));
    if (verbose) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      err.print(PrintableText.ofLines(trace.toString()));
    }
    err.flush();
    return ExitCode.ERROR.code();
  }

  private static void configureLogging(boolean verbose) {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    ConsoleHandler console = new ConsoleHandler();
    console.setLevel(verbose ? Level.FINE : Level.SEVERE);
    root.addHandler(console);
    root.setLevel(verbose ? Level.INFO : Level.SEVERE);
    if (verbose) {
      PROJECT_LOGGER.setLevel(Level.FINE);
    }
  }
}
