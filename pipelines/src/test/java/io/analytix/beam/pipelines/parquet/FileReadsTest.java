// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FileReadsTest {
  private final FileReads reads = new FileReads();

  @Test
  void read_manyFiles_areReadAtTheSameTimeAndReturnedInTheirOrder() throws Exception {
    List<String> paths =
        IntStream.range(0, FileReads.CONCURRENT).mapToObj(Integer::toString).toList();
    CyclicBarrier all = new CyclicBarrier(paths.size());

    List<String> read =
        reads.read(
            paths,
            path -> {
              awaitOthers(all);
              return "content of " + path;
            });

    assertThat(read)
        .containsExactlyElementsIn(paths.stream().map(path -> "content of " + path).toList())
        .inOrder();
  }

  private static void awaitOthers(CyclicBarrier all) throws IOException {
    try {
      all.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IOException("read alone", e);
    }
  }

  @Test
  void read_twoFilesThatCannotBeRead_throwsTheExceptionOfTheFirstPath() {
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                reads.read(
                    List.of("a", "b", "c"),
                    path -> {
                      if (!path.equals("a")) {
                        throw new IOException(path + " is broken");
                      }
                      return path;
                    }));

    assertThat(thrown).hasMessageThat().isEqualTo("b is broken");
  }
}
