// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

/** {@link NameRules} over bits: the same answers, without words. */
final class RuleBits {
  private final long allowed;
  private final NameRule.Kind[] kinds;
  private final long[] names;

  RuleBits(NameRules rules, NameBits bits) {
    allowed = bits.of(rules.allowed());
    kinds = rules.rules().stream().map(NameRule::kind).toArray(NameRule.Kind[]::new);
    names = rules.rules().stream().mapToLong(rule -> bits.of(rule.names())).toArray();
  }

  /** Whether every rule holds, and nothing is there that no rule names. */
  boolean hold(long there, long allowedBesides) {
    if ((there & ~allowed & ~allowedBesides) != 0) {
      return false;
    }
    for (int i = 0; i < names.length; i++) {
      if (!kinds[i].holds(Long.bitCount(names[i] & there), Long.bitCount(names[i]))) {
        return false;
      }
    }
    return true;
  }

  /** How many names have to be dropped and added at least until all of this holds. */
  int faults(long there, long allowedBesides) {
    int faults = Long.bitCount(there & ~allowed & ~allowedBesides);
    for (int i = 0; i < names.length; i++) {
      faults += kinds[i].faults(Long.bitCount(names[i] & there), Long.bitCount(names[i]));
    }
    return faults;
  }
}
