// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.truth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Draws invalid contents of files and responses: similar to a sample, or random. */
public final class OddContent {
  private static final Pattern VALUE =
      Pattern.compile("(?<=[:,\\[]) ?(?:\"[^\"]*\"|[0-9.]+|true|false|null)");

  private static final List<String> ODD_VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1e400",
          "1e-400",
          "1e99999999999",
          "9223372036854775807",
          "9223372036854775808",
          "31556889864403199",
          "7".repeat(3000),
          "NaN",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\u001b[31m\"",
          "\"\u202Eexe\"",
          "\"a a\"",
          "\"+1000000000-12-31T23:59:59Z\"",
          "\"../../x\"",
          "\"UCabcdefghijklmnopqrst_-\"",
          "\"https://evil.example/token\"",
          "\"" + "x".repeat(70_000) + "\"",
          "[]",
          "{}",
          "[null, {}, [7]]",
          "{\"a\": {\"a\": {\"a\": []}}}",
          "[".repeat(1500) + "]".repeat(1500),
          "*a",
          "&a [*a]");

  private final Random random;

  /** Draws by this seed. */
  public OddContent(long seed) {
    random = new Random(seed);
  }

  /** Draws the content of a text file. */
  public byte[] text(String sample) {
    return switch (random.nextInt(12)) {
      case 0 -> nested();
      case 1 -> (sample + sample).getBytes(UTF_8);
      case 2 -> encoded(sample);
      case 3 -> ("\n".repeat(random.nextInt(100_000)) + sample).getBytes(UTF_8);
      case 4, 5, 6, 7 -> withOddValues(sample).getBytes(UTF_8);
      default -> bytes(sample.getBytes(UTF_8));
    };
  }

  /** Draws the content of any file. */
  public byte[] bytes(byte[] sample) {
    return switch (random.nextInt(10)) {
      case 0 -> new byte[0];
      case 1 -> noise(random.nextInt(3000));
      case 2, 3 -> Arrays.copyOf(sample, random.nextInt(sample.length + 1));
      case 4 -> filled(sample);
      case 5 -> spliced(sample, noise(random.nextInt(40)));
      case 6 -> spliced(sample, slice(sample));
      default -> flipped(sample);
    };
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] flipped(byte[] sample) {
    byte[] bytes = sample.clone();
    for (int flips = 1 + random.nextInt(5); flips > 0 && bytes.length > 0; flips--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private byte[] filled(byte[] sample) {
    byte[] bytes = sample.clone();
    int from = random.nextInt(bytes.length + 1);
    Arrays.fill(
        bytes, from, from + random.nextInt(bytes.length - from + 1), (byte) random.nextInt(256));
    return bytes;
  }

  private byte[] slice(byte[] sample) {
    int from = random.nextInt(sample.length + 1);
    return Arrays.copyOfRange(sample, from, from + random.nextInt(sample.length - from + 1));
  }

  private byte[] spliced(byte[] sample, byte[] piece) {
    int at = random.nextInt(sample.length + 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(sample, 0, at);
    bytes.writeBytes(piece);
    bytes.write(sample, at, sample.length - at);
    return bytes.toByteArray();
  }

  private byte[] nested() {
    String open = List.of("[", "{\"a\":", "- ", "{a: ", "<a>").get(random.nextInt(5));
    return open.repeat(1 + random.nextInt(20_000)).getBytes(UTF_8);
  }

  private byte[] encoded(String sample) {
    return switch (random.nextInt(4)) {
      case 0 -> ("\uFEFF" + sample).getBytes(UTF_8);
      case 1 -> ("\uFEFF" + sample).getBytes(UTF_16LE);
      case 2 -> ("\uFEFF" + sample).getBytes(UTF_16BE);
      default -> (sample + "\u00FC").getBytes(ISO_8859_1);
    };
  }

  private String withOddValues(String sample) {
    StringBuilder text = new StringBuilder(sample);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      List<MatchResult> values = new ArrayList<>(VALUE.matcher(text).results().toList());
      if (!values.isEmpty()) {
        MatchResult value = values.get(random.nextInt(values.size()));
        text.replace(value.start(), value.end(), ODD_VALUES.get(random.nextInt(ODD_VALUES.size())));
      }
    }
    return text.toString();
  }
}
