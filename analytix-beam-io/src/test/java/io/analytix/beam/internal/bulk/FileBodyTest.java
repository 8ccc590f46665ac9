// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.analytix.beam.bulk.BulkColumn;
import io.analytix.beam.bulk.BulkFile;
import io.analytix.beam.bulk.BulkFormatException;
import io.analytix.beam.bulk.BulkGeneration;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.bulk.BulkRow;
import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.internal.youtube.MediaBody;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Bodies that are cut at any byte, compressed or not, with and without a length. */
final class FileBodyTest {
  private static final BulkReportType TYPE =
      BulkReportTypes.resolve("channel_demographics_a1").orElseThrow();
  private static final FileValues FILE =
      new FileValues(
          new BulkFile(
              TYPE.id(),
              "UCabcdefghijklmnopqrstuv",
              null,
              LocalDate.parse("2026-11-02"),
              new BulkGeneration(Instant.EPOCH, "1"),
              "run"),
          Instant.EPOCH);
  private static final String HEADER =
      TYPE.columns().stream().map(BulkColumn::name).collect(Collectors.joining(","));
  private static final List<String> ROWS =
      List.of(
          "20261102,UCabcdefghijklmnopqrstuv,v,on_demand,,DE,AGE_25_34,MALE,61.26",
          "20261102,UCabcdefghijklmnopqrstuv,\"動,\"\"\n画\",on_demand,,DE,,,37.8",
          "20261102,UCabcdefghijklmnopqrstuv,w,on_demand,,DE,,,0.9");
  private static final String CSV = HEADER + "\n" + String.join("\n", ROWS) + "\n";

  private int rows;

  private final RowSink counter =
      new RowSink() {
        @Override
        public void begin(BulkTable table) {
          rows = 0;
        }

        @Override
        public void add(BulkRow row) {
          rows++;
        }
      };

  @Test
  void read_wholeBody_hasAllRows() throws IOException {
    byte[] plain = CSV.getBytes(UTF_8);
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(gzip(Arrays.copyOf(plain, 90)));
    members.write(gzip(Arrays.copyOfRange(plain, 90, plain.length)));
    for (byte[] body : List.of(plain, gzip(plain), members.toByteArray())) {
      assertThat(read(body, OptionalLong.of(body.length))).isEqualTo(3);
      assertThat(read(body, OptionalLong.empty())).isEqualTo(3);
    }
  }

  @Test
  void read_bodyShorterThanItsLength_isRefused() throws IOException {
    for (byte[] body : List.of(CSV.getBytes(UTF_8), gzip(CSV.getBytes(UTF_8)))) {
      for (int end = 0; end < body.length; end++) {
        assertThat(accepts(Arrays.copyOf(body, end), OptionalLong.of(body.length))).isFalse();
      }
    }
  }

  /** Also if only bytes of the trailer are missing. */
  @Test
  void read_compressedBodyWithoutLength_isRefusedWhereverItIsCut() throws IOException {
    byte[] body = gzip(CSV.getBytes(UTF_8));
    for (int end = 0; end < body.length; end++) {
      assertWithMessage("the first %s of %s bytes", end, body.length)
          .that(accepts(Arrays.copyOf(body, end), OptionalLong.empty()))
          .isFalse();
    }
    byte[] damaged = body.clone();
    damaged[body.length - 6] ^= 1;
    assertThat(accepts(damaged, OptionalLong.empty())).isFalse();
  }

  /** Nothing tells a body that is cut between two lines from a whole one. */
  @Test
  void read_plainBodyWithoutLength_isRefusedUnlessItEndsWithALine() throws IOException {
    byte[] body = CSV.getBytes(UTF_8);
    List<Integer> accepted = new ArrayList<>();
    for (int end = 0; end <= body.length; end++) {
      if (accepts(Arrays.copyOf(body, end), OptionalLong.empty())) {
        accepted.add(end);
      }
    }
    List<Integer> lines = new ArrayList<>(List.of(HEADER.length() + 1));
    for (String row : ROWS) {
      lines.add(lines.get(lines.size() - 1) + row.getBytes(UTF_8).length + 1);
    }
    assertThat(accepted).isEqualTo(lines);
  }

  private boolean accepts(byte[] body, OptionalLong length) throws IOException {
    try {
      read(body, length);
      return true;
    } catch (CutBodyException | BulkFormatException e) {
      return false;
    }
  }

  private long read(byte[] body, OptionalLong length) throws IOException {
    FileBody.Content content =
        FileBody.read(
            new MediaBody(new ByteArrayInputStream(body), length),
            OutputStream.nullOutputStream(),
            TYPE,
            FILE,
            counter);
    assertThat(content.bytes()).isEqualTo(body.length);
    assertThat(content.rows().rows()).isEqualTo(rows);
    return content.rows().rows();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
      gzip.write(plain);
    }
    return body.toByteArray();
  }
}
