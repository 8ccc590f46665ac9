// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The command {@code analytix output}. */
@NullMarked
package io.analytix.beam.pipelines.cli.output;

import org.jspecify.annotations.NullMarked;
