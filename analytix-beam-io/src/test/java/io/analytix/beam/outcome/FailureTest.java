// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.outcome;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

final class FailureTest {
  @Test
  void message_longOrOfManyLines_isOneShortLineOfWholeCharacters() {
    assertThat(Failure.of(Cause.BACKEND, " a\r\n\tb\0c ").message()).isEqualTo("a b c");
    for (int before = 490; before < 505; before++) {
      String message =
          Failure.of(Cause.BACKEND, "a".repeat(before) + "\uD83C\uDF0B".repeat(20)).message();
      assertWithMessage("%s before", before).that(message.length()).isAtMost(501);
      assertWithMessage("%s before", before)
          .that(new String(message.getBytes(UTF_8), UTF_8))
          .isEqualTo(message);
    }
  }

  @Test
  void cause_each_hasARemedy() {
    for (Cause cause : Cause.values()) {
      assertWithMessage(cause.name()).that(cause.remedy()).endsWith(".");
    }
  }

  @Test
  void message_textOfOthers_hidesTokensAndWhatTurnsTextAround() {
    assertThat(
            Failure.of(
                    Cause.BACKEND,
                    "saw ya29.a0ARrdaM-planted_1 and 1//0gplanted-refresh, GOCSPX-planted-secret\u202Eexe\u001B[31m\u009B2J")
                .message())
        .isEqualTo("saw [hidden] and [hidden], [hidden] exe [31m 2J");
    assertThat(
            Failure.of(
                    Cause.BACKEND,
                    "saw 1%2F%2F0gplanted-refresh, 1\\/\\/0gplanted, 1\\u002f\\u002F0gplanted,"
                        + " 4%2F0planted-authorization-code-00, eyJhbGciOiJSUzI1NiJ9.planted.signature"
                        + " but not v1/projects/p")
                .message())
        .isEqualTo("saw [hidden], [hidden], [hidden], [hidden], [hidden] but not v1/projects/p");
    assertThat(Failure.ofResponse(Cause.BACKEND, "", 500, "odd\u001b[31m").reason())
        .isEqualTo("odd [31m");
  }
}
