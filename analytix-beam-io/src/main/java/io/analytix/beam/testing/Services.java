// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.util.EnumMap;
import java.util.Map;

/** Every service there is. */
final class Services {
  private final Map<Call.Kind, Endpoint> endpoints = new EnumMap<>(Call.Kind.class);

  Services open(Call.Kind kind, Endpoint endpoint) {
    endpoints.put(kind, endpoint);
    return this;
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
