// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The command {@code analytix plan}. */
@NullMarked
package io.analytix.beam.pipelines.cli.plan;

import org.jspecify.annotations.NullMarked;
