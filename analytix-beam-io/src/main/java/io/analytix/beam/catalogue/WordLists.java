// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.Arrays;
import java.util.List;

/** Texts of the resource that list words. */
final class WordLists {
  private WordLists() {}

  /** The words of a text, which blanks part. */
  static List<String> of(String text) {
    return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
  }
}
