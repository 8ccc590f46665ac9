// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.bulk.BulkArchive;
import io.analytix.beam.bulk.BulkStore;
import java.io.Serializable;
import org.apache.beam.sdk.options.PipelineOptions;

/** Opens the store of bulk files on the worker that fetches them. */
public interface BulkStores extends Serializable {
  /**
   * The store.
   *
   * @param options of the worker
   */
  BulkStore open(PipelineOptions options);

  /** The archive of the files as they are served; by default none. */
  default BulkArchive archive(PipelineOptions options) {
    return BulkArchive.NONE;
  }
}
