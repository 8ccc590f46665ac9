// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

/** One service: answers a request, or refuses it. */
@FunctionalInterface
public interface Endpoint {
  HttpReply answer(HttpCall incoming) throws ErrorResponse;
}
