// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import io.analytix.beam.testing.Call;
import java.util.EnumMap;
import java.util.Map;

/** All services by kind. */
public final class EndpointRegistry {
  private final Map<Call.Kind, Endpoint> endpoints = new EnumMap<>(Call.Kind.class);

  public EndpointRegistry open(Call.Kind kind, Endpoint endpoint) {
    endpoints.put(kind, endpoint);
    return this;
  }

  HttpReply handle(Call.Kind kind, HttpCall incoming) {
    try {
      Endpoint endpoint = endpoints.get(kind);
      return endpoint == null ? ApiError.notFound() : endpoint.handle(incoming);
    } catch (ErrorResponse refused) {
      return refused.reply();
    }
  }
}
