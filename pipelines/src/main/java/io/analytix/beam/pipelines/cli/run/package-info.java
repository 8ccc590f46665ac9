// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The command {@code analytix run}. */
@NullMarked
package io.analytix.beam.pipelines.cli.run;

import org.jspecify.annotations.NullMarked;
