// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

/** A service: returns a response or throws an {@link ErrorResponse}. */
@FunctionalInterface
public interface Endpoint {
  HttpReply handle(HttpCall incoming) throws ErrorResponse;
}
