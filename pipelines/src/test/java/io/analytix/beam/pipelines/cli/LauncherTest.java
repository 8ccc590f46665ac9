// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.cli.console.ProductVersion;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./analytix}. */
final class LauncherTest {
  @TempDir Path folder;
  private StagedCheckout checkout;

  @BeforeEach
  void stage() throws IOException {
    checkout = new StagedCheckout(Files.createDirectory(folder.resolve("a checkout")));
  }

  @Test
  void launcher_builtAndCalledThroughALinkFromElsewhere_runsTheCommand() throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a checkout/analytix"));

    StagedCheckout.Ended ended = checkout.sh("cd / && '" + folder.resolve("link") + "' --version");

    assertThat(ended)
        .isEqualTo(
            new StagedCheckout.Ended(
                0, String.join("\n", new ProductVersion().getVersion()) + "\n", ""));
    assertThat(checkout.builds()).isEmpty();
  }

  @Test
  void launcher_sourceNewerThanTheBuild_buildsOnceAndRuns() throws Exception {
    checkout.age();

    StagedCheckout.Ended first = checkout.sh("./analytix --version");
    StagedCheckout.Ended second = checkout.sh("./analytix --version");

    assertThat(first.exitCode()).isEqualTo(0);
    assertThat(first.err()).startsWith("Building analytix-beam");
    assertThat(second.err()).isEmpty();
    assertThat(checkout.builds()).hasSize(1);
    assertThat(checkout.builds().get(0)).endsWith(" package -pl pipelines -am");
  }

  @Test
  void launcher_recordsInFiles_loadsNoSecretManagerClient() throws Exception {
    Path classPath = folder.resolve("a checkout/pipelines/target/classpath");
    Files.writeString(
        classPath,
        Arrays.stream(Files.readString(classPath).split(File.pathSeparator))
            .filter(jar -> !jar.contains("secretmanager"))
            .collect(Collectors.joining(File.pathSeparator)));
    Path tokens = Files.createDirectory(folder.resolve("tokens"));
    Files.writeString(tokens.resolve("one.json"), "{\"refresh_token\": \"r\"}");

    StagedCheckout.Ended ended = checkout.sh("./analytix plan --tokenRecords=file:" + tokens);

    assertWithMessage(ended.err()).that(ended.exitCode()).isEqualTo(0);
  }

  @Test
  void launcher_commandFails_returnsItsExitCode() throws Exception {
    StagedCheckout.Ended ended = checkout.sh("./analytix runn");

    assertThat(ended.exitCode()).isEqualTo(ExitCode.ERROR.code());
    assertThat(ended.err()).contains("did you mean run?");
  }

  @Test
  void unpackedArchive_calledThroughALink_runsTheCommandFromItsJars() throws Exception {
    Path home = folder.resolve("an installation");
    Path lib = Files.createDirectories(home.resolve("lib"));
    Path launcher = Files.createDirectories(home.resolve("bin")).resolve("analytix");
    Files.copy(Path.of("src/main/sh/analytix"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(Path.of("src/main/sh/start.sh"), lib.resolve("start.sh"));
    Files.createSymbolicLink(lib.resolve("command.jar"), Path.of("target/classes").toRealPath());
    List<String> jars = new ArrayList<>();
    for (String jar : Files.readString(Path.of("target/runtime-classpath")).split(":")) {
      jars.add("lib/" + jars.size());
      Files.createSymbolicLink(home.resolve(jars.get(jars.size() - 1)), Path.of(jar));
    }
    Files.writeString(lib.resolve("classpath"), String.join(":", jars));
    Files.writeString(lib.resolve("demo-classpath"), "");
    Files.createSymbolicLink(folder.resolve("link"), launcher);

    StagedCheckout.Ended ended =
        checkout.sh("'" + folder.resolve("link") + "' plan --tokenRecords=file:nowhere");

    assertThat(ended.err()).startsWith("analytix: ");
    assertThat(ended.err()).contains("nowhere");
    assertThat(ended.exitCode()).isEqualTo(ExitCode.ERROR.code());
    assertThat(checkout.builds()).isEmpty();
  }
}
