// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.util.ArrayList;
import java.util.List;

/** Makes up secrets that are easy to find in an output, and remembers each of them. */
final class Secrets {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final Draw draw;
  private final List<String> all = new ArrayList<>();

  Secrets(long seed) {
    this.draw = Draw.from(seed).with("grants");
  }

  /** Returns a new secret of {@code prefix} and {@code length} letters and digits. */
  synchronized String plant(String prefix, int length) {
    return keep(prefix + draw.with(prefix).with(all.size()).text(length, ALPHABET));
  }

  /** Remembers a secret that is made elsewhere. */
  synchronized String keep(String secret) {
    all.add(secret);
    return secret;
  }

  synchronized List<String> all() {
    return List.copyOf(all);
  }
}
