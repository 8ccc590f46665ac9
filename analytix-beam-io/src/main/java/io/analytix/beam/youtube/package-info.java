// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * Values and exceptions of the YouTube APIs: endpoints, the retry policy, groups, and failures of
 * requests.
 */
@NullMarked
package io.analytix.beam.youtube;

import org.jspecify.annotations.NullMarked;
