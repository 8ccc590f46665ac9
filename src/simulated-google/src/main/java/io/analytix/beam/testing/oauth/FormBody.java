// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import io.analytix.beam.testing.server.ErrorResponse;
import java.util.List;
import java.util.Map;

/** The fields of a form posted to an OAuth endpoint. */
final class FormBody {
  private FormBody() {}

  /**
   * Returns the single value of a field, or refuses the request with the message {@code otherwise}.
   */
  static String only(Map<String, List<String>> form, String name, String otherwise)
      throws ErrorResponse {
    List<String> values = form.getOrDefault(name, List.of());
    if (values.size() != 1 || values.get(0).isEmpty()) {
      throw new ErrorResponse(TokenError.invalidRequest(otherwise));
    }
    return values.get(0);
  }
}
