// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.refresh.AccessToken;

/**
 * What somebody allowed: every check of the consent itself has passed.
 *
 * @param answer Google's token answer, read as a token record
 * @param accessToken the one of the answer
 */
record Consent(TokenRecord answer, AccessToken accessToken) {}
