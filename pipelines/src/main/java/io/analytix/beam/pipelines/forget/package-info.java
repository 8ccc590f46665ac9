// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** What an output gives up when a channel's consent has ended: a port that each sink fills. */
@NullMarked
package io.analytix.beam.pipelines.forget;

import org.jspecify.annotations.NullMarked;
