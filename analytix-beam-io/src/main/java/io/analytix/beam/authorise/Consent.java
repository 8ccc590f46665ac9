// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.refresh.AccessToken;

/**
 * A verified consent.
 *
 * @param response Google's token response, parsed as a token record
 * @param accessToken the access token of the response
 */
record Consent(TokenRecord response, AccessToken accessToken) {}
