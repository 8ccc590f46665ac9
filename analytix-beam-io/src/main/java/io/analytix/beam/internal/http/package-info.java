// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * Sends HTTP requests whose responses are limited in size and time.
 *
 * <p>Not part of the supported API: it may change in any version.
 */
@NullMarked
package io.analytix.beam.internal.http;

import org.jspecify.annotations.NullMarked;
