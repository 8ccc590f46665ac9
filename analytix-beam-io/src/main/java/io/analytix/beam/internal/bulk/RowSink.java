// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.bulk.BulkRow;
import io.analytix.beam.bulk.BulkTable;
import java.io.IOException;

/** Receives the rows of a file while it arrives. */
interface RowSink {
  /** The header was read. */
  void begin(BulkTable table) throws IOException;

  /** A row was read; the object is reused. */
  void add(BulkRow row) throws IOException;
}
