// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A folder that is, for {@code ./analytix}, a built checkout: the launcher itself, and what it
 * looks at. Its class path is the one that a build makes, without what only tests need. Instead of
 * Maven there is a script that records its arguments.
 */
public final class StagedCheckout {
  /** The README's command of the demo, which takes longer than the others. */
  public static final String DEMO = "./analytix demo";

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final long TIMEOUT_SECONDS = 120;

  private final Path folder;

  public StagedCheckout(Path folder) throws IOException {
    this.folder = folder;
    executable("analytix", Files.readString(ROOT.resolve("analytix")));
    executable("bin/mvn", "#!/bin/sh\necho \"$@\" >>'" + folder.resolve("mvn.log") + "'\n");
    for (String source :
        List.of(
            "pom.xml",
            "src/bom/pom.xml",
            "src/simulated-google/pom.xml",
            "analytix-beam-io/pom.xml",
            "pipelines/pom.xml")) {
      write(source, "");
    }
    String start = "pipelines/src/main/sh/start.sh";
    write(start, Files.readString(ROOT.resolve(start)));
    write("src/simulated-google/src/main/Server.java", "");
    write("analytix-beam-io/src/main/Read.java", "");
    write("pipelines/src/main/Sink.java", "");
    Files.createDirectories(folder.resolve("pipelines/target"));
    for (String classes : List.of("pipelines/target/classes", "pipelines/target/hadoop")) {
      Files.createSymbolicLink(folder.resolve(classes), ROOT.resolve(classes));
    }
    for (String file : List.of("", "demo-")) {
      write(
          "pipelines/target/" + file + "classpath",
          Files.readString(ROOT.resolve("pipelines/target/" + file + "runtime-classpath")));
    }
  }

  /** What a command printed, and how it ended. */
  public record Ended(int exitCode, String out, String err) {}

  /** Makes a Java program the browser: it is run with {@code argument} and the address. */
  void browser(String program, String argument) throws IOException {
    Path source = write("bin/Browser.java", program);
    executable(
        "bin/browser",
        "#!/bin/sh\nexec \"$JAVA_HOME/bin/java\" '%s' '%s' \"$1\"\n".formatted(source, argument));
  }

  /** Runs a line of shell in the checkout, as a person would. */
  public Ended sh(String line) throws IOException, InterruptedException {
    Path out = folder.resolve("out.log");
    Path err = folder.resolve("err.log");
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", line).directory(folder.toFile());
    Map<String, String> environment = shell.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("BROWSER", folder.resolve("bin/browser").toString());
    environment.merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
    Process process = shell.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + TIMEOUT_SECONDS + " s: " + line);
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Makes the build older than its sources. */
  void age() throws IOException {
    Files.setLastModifiedTime(
        folder.resolve("pipelines/target/classpath"),
        FileTime.from(Instant.EPOCH.plus(1, ChronoUnit.DAYS)));
  }

  /** The arguments of all Maven calls, one line per call. */
  List<String> builds() throws IOException {
    Path log = folder.resolve("mvn.log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  private void executable(String path, String script) throws IOException {
    if (!write(path, script).toFile().setExecutable(true)) {
      throw new IOException("cannot make executable: " + path);
    }
  }

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
