// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

/**
 * One request and how it was answered.
 *
 * @param status the HTTP status, or 0 where the connection was closed without an answer
 */
public record RecordedCall(Call call, int status) {}
