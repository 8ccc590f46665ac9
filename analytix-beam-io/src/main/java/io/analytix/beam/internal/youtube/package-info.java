// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * HTTP clients of Google's APIs: the only package that handles their URLs, status codes and error
 * bodies.
 *
 * <p>Not part of the supported API: it may change in any version.
 */
@NullMarked
package io.analytix.beam.internal.youtube;

import org.jspecify.annotations.NullMarked;
