// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** Options of the pipelines on the command line. */
@NullMarked
package io.analytix.beam.pipelines.cli.options;

import org.jspecify.annotations.NullMarked;
