// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

/**
 * The channel of an account, as Google names it.
 *
 * @param title what people call the channel; empty if Google did not say
 */
public record ChannelResource(String id, String title) {}
