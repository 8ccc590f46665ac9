// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Resources as tests compare them: each number is a Long, and empty objects are left out. */
public final class ResourceTruth {
  private ResourceTruth() {}

  public static List<Map<String, Object>> of(List<Map<String, Object>> resources) {
    return resources.stream().map(ResourceTruth::of).toList();
  }

  private static Map<String, Object> of(Map<String, Object> resource) {
    Map<String, Object> truth = new LinkedHashMap<>();
    resource.forEach(
        (path, value) -> {
          if (!(value instanceof Map)) {
            truth.put(path, value instanceof Integer number ? (Object) number.longValue() : value);
          }
        });
    return Collections.unmodifiableMap(truth);
  }
}
