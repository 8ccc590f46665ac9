// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

/**
 * A request and the status of its response.
 *
 * @param status the HTTP status, or 0 if the connection was closed without a response
 */
public record RecordedCall(Call call, int status) {}
