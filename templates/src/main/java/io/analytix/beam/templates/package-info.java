// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The Flex Template of the nightly job, generated from its options. */
@NullMarked
package io.analytix.beam.templates;

import org.jspecify.annotations.NullMarked;
