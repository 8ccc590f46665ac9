// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.refresh;

import io.analytix.beam.channel.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Google's answer to a refresh.
 *
 * @param refreshToken a new refresh token, null (as nearly always) if the old one stays
 */
public record RefreshedTokens(AccessToken accessToken, @Nullable Secret refreshToken) {}
