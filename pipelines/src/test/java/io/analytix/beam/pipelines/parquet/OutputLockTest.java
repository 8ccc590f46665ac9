// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.pipelines.ChildJvm;
import io.analytix.beam.pipelines.storage.LockOwner;
import io.analytix.beam.pipelines.storage.LockRequest;
import io.analytix.beam.pipelines.storage.OutputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputLockTest {
  private Path output;

  @BeforeEach
  void nameOutput(@TempDir Path folder) {
    output = folder.resolve("deep/out");
  }

  @Test
  void take_folderMissing_isMadeAndTheLockIsGoneAfterwards() throws IOException {
    try (OutputLock lock = take("run a")) {
      assertThat(files()).containsExactly(".lock");
      assertThat(lock.output()).isEqualTo(output.toString());
    }

    assertThat(files()).isEmpty();
  }

  @Test
  void take_heldInThisProcess_isRefusedWithTheHoldersName() {
    try (OutputLock held = take("run a")) {
      OutputException refused = assertThrows(OutputException.class, () -> take("run b"));

      assertThat(refused)
          .hasMessageThat()
          .matches(
              "output "
                  + held.output()
                  + " is being written by another run \\(run a, process "
                  + ProcessHandle.current().pid()
                  + ", since 20[-0-9T:]+Z\\): wait until it has ended, or name another output");
    }

    take("run b").close();
  }

  @Test
  void take_heldByAnotherProcess_isRefusedUntilThatEnds() throws Exception {
    Process other = holder();
    try (BufferedReader said = other.inputReader(UTF_8)) {
      assertThat(said.readLine()).isEqualTo("held");
      Path leftover = leftover();

      OutputException refused = assertThrows(OutputException.class, () -> take("run b"));

      assertThat(refused)
          .hasMessageThat()
          .contains("another run (run of a child, process " + other.pid() + ", since ");
      assertThat(Files.exists(leftover)).isTrue();
    } finally {
      other.destroyForcibly().waitFor();
    }

    assertThat(files()).contains(".lock");
    take("run b").close();
    assertThat(files()).doesNotContain(".lock");
  }

  @Test
  void take_heldHere_isRefusedToAnotherProcess() throws Exception {
    try (OutputLock held = take("run a")) {
      assertThrows(OutputException.class, () -> take("run b"));

      Process other = holder();
      try (BufferedReader said = other.inputReader(UTF_8)) {
        assertThat(said.readLine())
            .startsWith("output " + held.output() + " is being written by another run (run a, ");
      } finally {
        other.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void take_sameToken_isSharedUntilTheLastIsClosed() throws IOException {
    OutputLock first = take("run a");
    OutputLock second = share(first);
    first.close();
    first.close();

    assertThrows(OutputException.class, () -> take("run b"));
    second.close();

    assertThat(files()).isEmpty();
  }

  @Test
  void take_leftovers_areSweptOnceAndNothingElse() throws IOException {
    Path leftover = leftover();
    Path outcomes = touch("_outcomes/run=a/.part-1.parquet.a.tmp");
    Path snapshot = touch("videos/.UCa.parquet.a." + UUID.randomUUID() + ".tmp");
    List<Path> others =
        List.of(
            touch("channel_daily/year_month=2026-01/UCa.parquet"),
            touch("channel_daily/year_month=2026-01/.notes.tmp"),
            touch("channel_daily/.UCa.parquet.run.tmp"),
            touch(".UCa.parquet.run.tmp"),
            touch("notes/.UCa.parquet.run.tmp"));

    try (OutputLock lock = take("run a")) {
      assertThat(Files.exists(leftover)).isFalse();
      assertThat(Files.exists(outcomes)).isFalse();
      assertThat(Files.exists(snapshot)).isFalse();
      others.forEach(file -> assertThat(Files.exists(file)).isTrue());

      Path ours = leftover();
      share(lock).close();
      assertThat(Files.exists(ours)).isTrue();
    }
  }

  @Test
  void take_pathIsAFile_isRefusedInOneLine() throws IOException {
    Files.createDirectories(output.getParent());
    Files.writeString(output, "no folder");

    OutputException refused = assertThrows(OutputException.class, () -> take("run a"));

    assertThat(refused)
        .hasMessageThat()
        .isEqualTo(
            "output "
                + output
                + " cannot be written: "
                + output
                + ": a file is in the way of a"
                + " folder");
    assertThat(Files.readString(output)).isEqualTo("no folder");
  }

  @Test
  void take_manyAtOnce_oneAtATimeHasIt() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    Callable<Integer> run =
        () -> {
          int times = 0;
          for (int i = 0; i < 200; i++) {
            try (OutputLock lock = take("run")) {
              assertThat(inside.incrementAndGet()).isEqualTo(1);
              times++;
              inside.decrementAndGet();
              assertThat(lock.token()).isNotEmpty();
            } catch (OutputException e) {
              assertThat(e).hasMessageThat().contains("another run");
            }
          }
          return times;
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    int taken = 0;
    for (Future<Integer> times : threads.invokeAll(List.of(run, run, run, run))) {
      taken += times.get();
    }
    threads.shutdown();

    assertThat(taken).isAtLeast(1);
    assertThat(files()).isEmpty();
  }

  @Test
  void take_manyProcessesAtOnce_oneAtATimeHasIt() throws Exception {
    List<Process> processes =
        List.of(child(Contender.class), child(Contender.class), child(Contender.class));
    int taken = 0;
    for (Process process : processes) {
      try (BufferedReader said = process.inputReader(UTF_8)) {
        taken += Integer.parseInt(said.readLine());
      }
      assertThat(process.waitFor()).isEqualTo(0);
    }

    assertThat(taken).isAtLeast(1);
    assertThat(files()).isEmpty();
  }

  private OutputLock take(String name) {
    return OutputLock.take(at(), name);
  }

  private OutputLock share(OutputLock lock) {
    LockOwner owner = new LockOwner(lock.token(), LockOwner.process());
    return OutputLock.share(at(), new LockRequest("job", owner, false));
  }

  private ParquetOutput at() {
    return ParquetOutput.at(output.toString());
  }

  private Path leftover() throws IOException {
    return touch("channel_daily/year_month=2026-01/.UCa.parquet.run-0.tmp");
  }

  private Path touch(String path) throws IOException {
    Path file = output.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return Files.writeString(file, "x");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(output)) {
      return all.filter(Files::isRegularFile)
          .map(file -> output.relativize(file).toString())
          .toList();
    }
  }

  private Process holder() throws IOException {
    return child(Holder.class);
  }

  private Process child(Class<?> main) throws IOException {
    return ChildJvm.of(main, output.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** A process that takes the lock, says so, and keeps it until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
      try (OutputLock lock = OutputLock.take(ParquetOutput.at(args[0]), "run of a child")) {
        System.out.println(lock.token().isEmpty() ? "no token" : "held");
        while (System.in.read() >= 0) {}
      } catch (OutputException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  /** A process that takes the lock again and again, and dies if it is not alone. */
  static final class Contender {
    private Contender() {}

    public static void main(String[] args) throws IOException {
      Path alone = Path.of(args[0]).resolveSibling("alone");
      int taken = 0;
      for (int i = 0; i < 200; i++) {
        try (OutputLock lock = OutputLock.take(ParquetOutput.at(args[0]), "contender")) {
          Files.createFile(alone);
          taken += lock.token().isEmpty() ? 0 : 1;
          Files.delete(alone);
        } catch (OutputException e) {
          Thread.onSpinWait();
        }
      }
      System.out.println(taken);
    }
  }
}
