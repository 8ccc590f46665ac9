// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The command {@code analytix query}. */
@NullMarked
package io.analytix.beam.pipelines.cli.query;

import org.jspecify.annotations.NullMarked;
