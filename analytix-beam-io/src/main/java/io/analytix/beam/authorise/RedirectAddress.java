// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The address that Google redirects the browser to, with the result of the request. */
final class RedirectAddress {
  private RedirectAddress() {}

  /**
   * Returns the parameters of an address that a person has copied from a browser: possibly without
   * its beginning, in quotes, broken into lines or escaped by a mail program.
   */
  static Map<String, String> parameters(String address) {
    String text = address.replaceAll("[\\s<>\"']", "").replace("&amp;", "&");
    int end = text.indexOf('#');
    String whole = end < 0 ? text : text.substring(0, end);
    return ofQuery(whole.substring(whole.indexOf('?') + 1));
  }

  /**
   * Returns the parameters of a query, without those that occur twice or are not encoded validly:
   * Google sends neither.
   */
  static Map<String, String> ofQuery(String rawQuery) {
    Map<String, String> parameters = new HashMap<>();
    Set<String> invalid = new HashSet<>();
    for (String pair : rawQuery.split("&")) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        try {
          String name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
          String value = URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
          if (parameters.put(name, value) != null) {
            invalid.add(name);
          }
        } catch (IllegalArgumentException e) {
          invalid.add(parts[0]);
        }
      }
    }
    parameters.keySet().removeAll(invalid);
    return parameters;
  }
}
