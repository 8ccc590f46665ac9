// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.bulk;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What storing a file changed.
 *
 * @param written whether a file was written
 * @param inserted rows whose keys were not stored before
 * @param updated rows with a key that was stored with other values
 * @param deleted rows that were stored and that the file no longer has
 * @param unchanged rows that were stored before
 * @param address where a later step finds the rows; null if they are stored
 */
public record BulkStored(
    boolean written,
    long inserted,
    long updated,
    long deleted,
    long unchanged,
    @Nullable String address)
    implements Serializable {

  /** Nothing was stored. */
  public static final BulkStored NONE = new BulkStored(false, 0, 0, 0, 0, null);

  /** Rows that a later step stores. */
  public static BulkStored staged(String address) {
    return new BulkStored(false, 0, 0, 0, 0, address);
  }
}
