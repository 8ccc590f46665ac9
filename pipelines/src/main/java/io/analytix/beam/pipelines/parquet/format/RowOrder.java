// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * The order of rows in a file: by the key columns, day first; nulls first, text by code point,
 * which is the order of its UTF-8 bytes.
 */
public final class RowOrder implements Comparator<Row> {
  private final List<String> keys;

  public RowOrder(List<String> keys) {
    this.keys = keys;
  }

  /** The key of a row within its file. */
  List<@Nullable Object> key(Row row) {
    List<@Nullable Object> key = new ArrayList<>(keys.size());
    for (String column : keys) {
      key.add(row.getValue(column));
    }
    return key;
  }

  @Override
  public int compare(Row left, Row right) {
    for (String column : keys) {
      int order = compareValues(left.getValue(column), right.getValue(column));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compareValues(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    if (left instanceof String a && right instanceof String b) {
      return compareText(a, b);
    }
    @SuppressWarnings("unchecked") // both are values of one column, whose types are comparable
    Comparable<Object> comparable = (Comparable<Object>) left;
    return comparable.compareTo(right);
  }

  private static int compareText(String left, String right) {
    int shorter = Math.min(left.length(), right.length());
    for (int i = 0; i < shorter; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        // Surrogates encode code points above every other char.
        int plane = Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
        return plane != 0 ? plane : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
