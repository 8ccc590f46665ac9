// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The Flex Template: what Dataflow is told about the nightly job, made of its options. */
@NullMarked
package io.analytix.beam.templates;

import org.jspecify.annotations.NullMarked;
