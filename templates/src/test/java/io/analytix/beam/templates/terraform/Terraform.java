// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates.terraform;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The {@code terraform} of this machine, on a copy of the module, with the stub for a provider. */
final class Terraform implements AutoCloseable {
  private static final Path MODULE = Path.of("../terraform");
  private static final File SCHEMA = new File("src/test/terraform/google-schema.json");

  private final Path module;
  private final StubProvider provider;

  /** Begins with a fresh copy of the module in {@code folder}. */
  Terraform(Path folder) throws IOException {
    this.module = folder.resolve("terraform");
    copy(MODULE, module);
    this.provider = new StubProvider(new ObjectMapper().readTree(SCHEMA));
  }

  /** What a command printed, and how it ended. */
  record Ended(int exitCode, String out) {}

  /** Goes on only where there is a Terraform: on a developer's machine there need not be one. */
  static void require() {
    boolean found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "terraform")));
    if ("true".equals(System.getenv("CI"))) {
      assertTrue(found, "there is no terraform, which CI must have: 1.7 or newer, on the PATH");
    }
    assumeTrue(found, "skipped: there is no terraform on the PATH (1.7 or newer)");
  }

  /** The copy of the module. */
  Path module() {
    return module;
  }

  /** The folders that are checked each for itself: the module, and every example. */
  List<Path> configurations() throws IOException {
    List<Path> folders = new ArrayList<>(List.of(module));
    try (Stream<Path> examples = Files.list(module.resolve("examples"))) {
      examples.sorted().forEach(folders::add);
    }
    return folders;
  }

  Ended run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("terraform"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("TF_"));
    environment.put("TF_REATTACH_PROVIDERS", provider.reattachment());
    environment.put("TF_CLI_CONFIG_FILE", emptyConfiguration().toString());
    environment.put("TF_IN_AUTOMATION", "1");
    environment.put("CHECKPOINT_DISABLE", "1");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out);
  }

  /** In the place of the user's own, which might name mirrors and other providers. */
  private Path emptyConfiguration() throws IOException {
    Path file = module.resolveSibling("terraform.rc");
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    return file.toAbsolutePath();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.filter(Terraform::isSource).toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Not what a developer's own runs have left. */
  private static boolean isSource(Path path) {
    return !path.toString().contains(".terraform");
  }

  @Override
  public void close() {
    provider.close();
  }
}
