// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.VarIntCoder;

/**
 * Encodes the first occurrence of a value as the value, and each further one as its number. Equal
 * values are decoded to the same object. Use one instance per stream.
 */
final class DictionaryEncoder<T> {
  private final Coder<T> coder;
  private final Map<T, Integer> numbers = new HashMap<>();
  private final List<T> values = new ArrayList<>();

  DictionaryEncoder(Coder<T> coder) {
    this.coder = coder;
  }

  void encode(T value, OutputStream out) throws IOException {
    Integer known = numbers.putIfAbsent(value, numbers.size());
    VarIntCoder.of().encode(known == null ? numbers.size() - 1 : known, out);
    if (known == null) {
      coder.encode(value, out);
    }
  }

  T decode(InputStream in) throws IOException {
    int number = VarIntCoder.of().decode(in);
    if (number == values.size()) {
      values.add(coder.decode(in));
    }
    return values.get(number);
  }
}
