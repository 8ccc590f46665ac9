// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

/**
 * The channel of an account, from {@code channels.list}.
 *
 * @param title the channel's title; empty if the response had none
 */
public record ChannelResource(String id, String title) {}
