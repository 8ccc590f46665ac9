// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, and the token of the next page.
 *
 * @param next opaque to clients: the index of the next item
 */
public record PageOf<T>(List<T> items, int first, Optional<String> next) {
  /** Returns the page of {@code token}, or the first one for null. Refuses an invalid token. */
  public static <T> PageOf<T> of(
      List<T> all, int size, @Nullable String token, Supplier<ErrorResponse> invalid)
      throws ErrorResponse {
    int first = token == null ? 0 : place(token).orElseThrow(invalid);
    if (first > all.size()) {
      throw invalid.get();
    }
    int end = Math.min(all.size(), first + size);
    return new PageOf<>(
        all.subList(first, end), first, end == all.size() ? Optional.empty() : token(end));
  }

  private static Optional<String> token(int place) {
    byte[] text = ("at:" + place).getBytes(StandardCharsets.UTF_8);
    return Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(text));
  }

  private static Optional<Integer> place(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      return text.startsWith("at:")
          ? Optional.of(Integer.parseUnsignedInt(text.substring(3)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      // Not base64, or not a number.
      return Optional.empty();
    }
  }
}
