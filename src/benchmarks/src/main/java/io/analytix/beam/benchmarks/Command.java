// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A process that writes its output to a file. */
final class Command {
  static final Path ROOT = Path.of(System.getProperty("analytix.root", "."));

  private final Path log;
  private final List<String> line;
  private String javaOptions = "";

  private Command(Path log, List<String> line) {
    this.log = log;
    this.line = line;
  }

  /** The local command. */
  static Command analytix(Path log, List<String> arguments) {
    return script(log, "analytix", arguments);
  }

  /** A main class of these benchmarks. */
  static Command java(Path log, Class<?> main, List<String> arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.httpclient.redirects.retrylimit=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    line.addAll(arguments);
    return new Command(log, line);
  }

  /** A script of these benchmarks, run by Python. */
  static Command python(Path log, String script, List<String> arguments) {
    List<String> line =
        new ArrayList<>(List.of("python3", ROOT.resolve("src/benchmarks/" + script).toString()));
    line.addAll(arguments);
    return new Command(log, line);
  }

  /** A script of the repository. */
  static Command script(Path log, String script, List<String> arguments) {
    List<String> line = new ArrayList<>(List.of(ROOT.resolve(script).toString()));
    line.addAll(arguments);
    return new Command(log, line);
  }

  /** Adds JVM options. */
  Command with(String options) {
    javaOptions = options;
    return this;
  }

  Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(Map.of("JAVA_TOOL_OPTIONS", javaOptions));
    return builder.start();
  }

  /** Waits for exit code 0, and returns the processor time in seconds, to about 20 ms. */
  double processorSeconds() throws IOException, InterruptedException {
    return usage(0).processorSeconds();
  }

  /** Waits for this exit code, and returns what the process used. */
  Usage usage(int exitCode) throws IOException, InterruptedException {
    Process process = start();
    Usage usage = Usage.of(process);
    if (process.exitValue() != exitCode) {
      throw new IOException("exit code " + process.exitValue() + ":\n" + Files.readString(log));
    }
    return usage;
  }

  /** Waits for exit code 0, and returns the last line of the output. */
  String lastLine() throws IOException, InterruptedException {
    return run().lines().reduce("", (before, line) -> line);
  }

  /** Waits for exit code 0 or one of {@code good}, and returns the output. */
  String run(Integer... good) throws IOException, InterruptedException {
    int exitCode = start().waitFor();
    String printed = Files.readString(log);
    if (exitCode != 0 && !Set.of(good).contains(exitCode)) {
      throw new IOException("exit code " + exitCode + ":\n" + printed);
    }
    return printed;
  }
}
