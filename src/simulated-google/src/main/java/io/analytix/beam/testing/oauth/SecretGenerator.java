// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import io.analytix.beam.testing.world.KeyedRandom;
import java.util.ArrayList;
import java.util.List;

/** Generates secrets that are easy to find in an output, and records them. */
public final class SecretGenerator {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final KeyedRandom random;
  private final List<String> all = new ArrayList<>();

  public SecretGenerator(long seed) {
    this.random = KeyedRandom.from(seed).with("grants");
  }

  /** Returns a new secret: {@code prefix} and {@code length} letters and digits. */
  synchronized String plant(String prefix, int length) {
    return keep(prefix + random.with(prefix).with(all.size()).text(length, ALPHABET));
  }

  /** Records a secret that was generated elsewhere. */
  synchronized String keep(String secret) {
    all.add(secret);
    return secret;
  }

  public synchronized List<String> all() {
    return List.copyOf(all);
  }
}
