// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parses the query parameters of a method as strictly as Google does. */
public final class Parameters {
  private static final Set<String> STANDARD =
      Set.of("prettyPrint", "alt", "fields", "key", "quotaUser");

  private Parameters() {}

  /** Returns the value of each parameter. Refuses unknown, repeated and empty parameters. */
  public static Map<String, String> of(HttpCall incoming, Set<String> known) throws ErrorResponse {
    Set<String> accepted = new HashSet<>(STANDARD);
    accepted.addAll(known);
    for (Map.Entry<String, List<String>> parameter : incoming.query().entrySet()) {
      String name = parameter.getKey();
      if (!accepted.contains(name)) {
        throw new ErrorResponse(ApiError.unknownParameter(name));
      }
      if (parameter.getValue().size() > 1 || parameter.getValue().get(0).isEmpty()) {
        throw new ErrorResponse(
            ApiError.invalidValue(String.join(",", parameter.getValue()), name));
      }
    }
    return incoming.parameters();
  }

  public static String required(Map<String, String> given, String name) throws ErrorResponse {
    String value = given.get(name);
    if (value == null) {
      throw new ErrorResponse(ApiError.required(name));
    }
    return value;
  }
}
