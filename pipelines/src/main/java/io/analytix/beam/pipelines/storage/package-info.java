// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * Files of an output in a local folder or in Cloud Storage, and the locks of outputs.
 *
 * <p>Not part of the supported API: it may change in any version.
 */
@NullMarked
package io.analytix.beam.pipelines.storage;

import org.jspecify.annotations.NullMarked;
