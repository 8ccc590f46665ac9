// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * Parses the JSON of a response into typed cells; an invalid response is rejected as a whole.
 *
 * <p>Not part of the supported API: it may change in any version.
 */
@NullMarked
package io.analytix.beam.internal.response;

import org.jspecify.annotations.NullMarked;
