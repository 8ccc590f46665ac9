// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The port to an output, and what all outputs share. */
@NullMarked
package io.analytix.beam.pipelines.output;

import org.jspecify.annotations.NullMarked;
