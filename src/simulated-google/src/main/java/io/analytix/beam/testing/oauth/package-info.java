// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The OAuth endpoints: consent, tokens, ID tokens, tokeninfo. */
@NullMarked
package io.analytix.beam.testing.oauth;

import org.jspecify.annotations.NullMarked;
