// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The command {@code analytix reconcile}: bulk files beside the figures of the Analytics API. */
@NullMarked
package io.analytix.beam.pipelines.cli.reconcile;

import org.jspecify.annotations.NullMarked;
