// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a resource by their JSON path, for example {@code snippet.title}. The type of a
 * value determines its JSON: an Integer is a number, a Long a string of digits, an Instant and a
 * Duration are ISO 8601, an empty Map is an empty object. A missing field has no key.
 */
final class ResourceFields {
  private static final String WIKIPEDIA = "https://en.wikipedia.org/wiki/";

  private final Map<String, Object> fields = new LinkedHashMap<>();

  ResourceFields put(String path, @Nullable Object value) {
    if (value != null) {
      fields.put(path, value);
    }
    return this;
  }

  ResourceFields put(String path, Optional<?> value) {
    value.ifPresent(present -> fields.put(path, present));
    return this;
  }

  /** Adds a field that a condition decides about. */
  ResourceFields putIf(boolean present, String path, Object value) {
    return present ? put(path, value) : this;
  }

  ResourceFields localized(String title, String description) {
    return put("snippet.localized.title", title).put("snippet.localized.description", description);
  }

  ResourceFields thumbnailsOf(String videoId) {
    String folder = "https://i.ytimg.com/vi/" + URLEncoder.encode(videoId, StandardCharsets.UTF_8);
    return thumbnail("default", folder + "/default.jpg", 120, 90)
        .thumbnail("medium", folder + "/mqdefault.jpg", 320, 180)
        .thumbnail("high", folder + "/hqdefault.jpg", 480, 360);
  }

  ResourceFields thumbnail(String size, String url, int width, int height) {
    String path = "snippet.thumbnails." + size;
    return put(path + ".url", url).put(path + ".width", width).put(path + ".height", height);
  }

  ResourceFields noThumbnails() {
    return put("snippet.thumbnails", Map.of());
  }

  /** Adds the topics as addresses of Wikipedia. */
  ResourceFields topics(List<String> titles) {
    return putIf(
        !titles.isEmpty(),
        "topicDetails.topicCategories",
        titles.stream().map(title -> WIKIPEDIA + title).toList());
  }

  Map<String, Object> map() {
    return Collections.unmodifiableMap(fields);
  }
}
