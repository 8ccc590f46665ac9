// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The Parquet sink: finished shards go straight to the files of their channel and months. */
@NullMarked
package io.analytix.beam.pipelines.parquet;

import org.jspecify.annotations.NullMarked;
