// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.analytix.beam.testing.server.Etag;
import io.analytix.beam.testing.server.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A list response.
 *
 * @param resource the type of the items, for example {@code video}
 * @param items the fields of each item by JSON path
 * @param total the number of items on all pages
 */
record ListResponse(
    String resource,
    List<Map<String, Object>> items,
    int total,
    int perPage,
    Optional<String> nextPageToken) {
  /** Returns a response without further pages. */
  static ListResponse whole(String resource, List<Map<String, Object>> items, int perPage) {
    return new ListResponse(resource, items, items.size(), perPage, Optional.empty());
  }

  ObjectNode json(Set<String> parts) {
    ObjectNode list =
        Json.object().put("kind", "youtube#" + resource + "ListResponse").put("etag", "");
    nextPageToken.ifPresent(token -> list.put("nextPageToken", token));
    // An empty list of channels has no field "items", unlike other lists.
    if (!items.isEmpty() || !resource.equals("channel")) {
      ArrayNode array = list.putArray("items");
      items.forEach(item -> array.add(ResourceJson.of("youtube#" + resource, item, parts)));
    }
    list.putObject("pageInfo").put("totalResults", total).put("resultsPerPage", perPage);
    return list.put("etag", Etag.of(list));
  }
}
