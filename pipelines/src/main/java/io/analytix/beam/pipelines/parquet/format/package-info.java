// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * Tables as Parquet files: types, encoding, reading, and the merge of new rows with stored ones.
 *
 * <p>Not part of the supported API: it may change in any version.
 */
@NullMarked
package io.analytix.beam.pipelines.parquet.format;

import org.jspecify.annotations.NullMarked;
