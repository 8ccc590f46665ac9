// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** What the error responses of Google's OAuth endpoints mean. */
@NullMarked
package io.analytix.beam.internal.oauth;

import org.jspecify.annotations.NullMarked;
