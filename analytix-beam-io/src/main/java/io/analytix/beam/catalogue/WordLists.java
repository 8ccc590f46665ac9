// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.Arrays;
import java.util.List;

/** Splits the word lists of the resource. */
final class WordLists {
  private WordLists() {}

  /** The words of a text, separated by spaces. */
  static List<String> of(String text) {
    return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
  }
}
