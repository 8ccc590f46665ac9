// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

/**
 * Who wants to lock an output.
 *
 * @param name what the holder is called when another run is refused, such as its job
 */
record LockRequest(String name) {}
