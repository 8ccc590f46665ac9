// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.util.EnumMap;
import java.util.Map;

/** Every service there is, and who may use it. */
final class Services {
  private final Map<Call.Kind, Endpoint> endpoints = new EnumMap<>(Call.Kind.class);
  private final Bearers bearers;

  Services(Bearers bearers) {
    this.bearers = bearers;
  }

  /** Opens a service to everybody. */
  Services open(Call.Kind kind, Endpoint endpoint) {
    endpoints.put(kind, endpoint);
    return this;
  }

  /** Opens a service to bearers of a good access token. */
  Services open(Call.Kind kind, Endpoint.Authorised endpoint) {
    return open(kind, incoming -> endpoint.answer(incoming, bearers.of(incoming)));
  }

  Answer answer(Call.Kind kind, Incoming incoming) {
    try {
      Endpoint endpoint = endpoints.get(kind);
      return endpoint == null ? ApiError.notFound() : endpoint.answer(incoming);
    } catch (Refused refused) {
      return refused.answer();
    }
  }
}
