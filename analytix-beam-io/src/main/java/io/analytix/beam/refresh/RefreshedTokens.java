// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.refresh;

import io.analytix.beam.channel.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Google's response to a refresh.
 *
 * @param refreshToken a new refresh token; null (the usual case) if the old one stays valid
 */
public record RefreshedTokens(AccessToken accessToken, @Nullable Secret refreshToken) {}
