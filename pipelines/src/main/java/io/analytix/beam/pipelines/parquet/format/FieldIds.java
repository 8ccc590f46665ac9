// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import io.analytix.beam.pipelines.storage.OutputException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The Parquet field id of a column: 1,000,000,000 plus the CRC-32 of its name in UTF-8, modulo
 * 1,000,000,000. It depends on the name alone, so it is the same in every file, and no other column
 * ever gets it. Iceberg numbers the columns of its tables from 1 and reserves the ids from
 * 2,147,483,447: no id is in either range.
 */
public final class FieldIds {
  private static final int FIRST = 1_000_000_000;
  private static final int COUNT = 1_000_000_000;

  private FieldIds() {}

  /** The id of the columns of this name. */
  public static int of(String column) {
    CRC32 checksum = new CRC32();
    checksum.update(column.getBytes(StandardCharsets.UTF_8));
    return FIRST + (int) (checksum.getValue() % COUNT);
  }

  /**
   * Checks that all columns of a table have different ids.
   *
   * @throws OutputException with the names of two that have the same
   */
  static void requireDistinct(Collection<String> columns) {
    Map<Integer, String> names = new HashMap<>();
    for (String column : columns) {
      String other = names.put(of(column), column);
      if (other != null && !other.equals(column)) {
        throw new OutputException(
            "columns '%s' and '%s' have the same Parquet field id, %d: remove or rename one of them"
                .formatted(other, column, of(column)));
      }
    }
  }
}
