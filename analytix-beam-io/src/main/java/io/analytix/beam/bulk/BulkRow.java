// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.bulk;

import java.math.BigDecimal;

/**
 * The row at which a file is being read. Its cells are those of {@link BulkTable#fields}, by their
 * index; the object is reused for the next row.
 */
public interface BulkRow {
  /** Whether the cell has no value. */
  boolean isNull(int field);

  /** The cell of a STRING. */
  String text(int field);

  /**
   * The cell of an INTEGER; of a DATE the days since 1970-01-01, of a TIMESTAMP the microseconds
   * since then.
   */
  long whole(int field);

  /** The cell of a FLOAT. */
  double real(int field);

  /** The cell of MONEY, with nine decimals. */
  BigDecimal money(int field);

  /** A hash of the key cells, see {@link RowHash}. */
  long keyHash();

  /** A hash of all cells that come from the file. */
  long rowHash();
}
