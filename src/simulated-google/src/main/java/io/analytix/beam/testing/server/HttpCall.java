// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An HTTP request.
 *
 * @param origin the root of the server in the client's request, with a trailing slash
 * @param query all parameters with all their values, decoded
 * @param authorization the header's value, empty if missing
 * @param ifNoneMatch the header's value, empty if missing
 * @param body the body as text
 * @param isForm whether the body is a form
 */
public record HttpCall(
    String method,
    URI origin,
    String path,
    Map<String, List<String>> query,
    String authorization,
    String ifNoneMatch,
    String body,
    boolean isForm) {
  static HttpCall of(
      String method,
      String host,
      String url,
      String authorization,
      String ifNoneMatch,
      String contentType,
      String body) {
    int mark = url.indexOf('?');
    return new HttpCall(
        method,
        URI.create("http://" + host + "/"),
        mark < 0 ? url : url.substring(0, mark),
        decoded(mark < 0 ? "" : url.substring(mark + 1)),
        authorization,
        ifNoneMatch,
        body,
        contentType.startsWith("application/x-www-form-urlencoded"));
  }

  /** Returns the decoded fields of a posted form; empty for any other body. */
  public Map<String, List<String>> form() {
    return isForm ? decoded(body) : Map.of();
  }

  /** Returns the first value of each query parameter. */
  public Map<String, String> parameters() {
    return firstOfEach(query);
  }

  /** Returns the bearer token of the header {@code Authorization}. */
  public Optional<String> bearer() {
    return authorization.regionMatches(true, 0, "Bearer ", 0, 7)
        ? Optional.of(authorization.substring(7).strip())
        : Optional.empty();
  }

  /** Returns whether the client has the version with this etag, given with or without quotes. */
  public boolean matches(String etag) {
    return Stream.of(ifNoneMatch.split(","))
        .map(given -> given.strip().replaceFirst("^W/", "").replace("\"", ""))
        .anyMatch(given -> given.equals(etag) || given.equals("*"));
  }

  /** Returns the first value of each parameter of the query or a posted form. */
  public Map<String, String> allParameters() {
    Map<String, String> all = new LinkedHashMap<>(parameters());
    all.putAll(firstOfEach(form()));
    return all;
  }

  /** Returns the first value of each parameter. */
  public static Map<String, String> firstOfEach(Map<String, List<String>> parameters) {
    Map<String, String> first = new LinkedHashMap<>();
    parameters.forEach((name, values) -> first.put(name, values.get(0)));
    return first;
  }

  private static Map<String, List<String>> decoded(String text) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : text.split("&")) {
      if (!pair.isEmpty()) {
        int mark = pair.indexOf('=');
        String name = decode(mark < 0 ? pair : pair.substring(0, mark));
        String value = mark < 0 ? "" : decode(pair.substring(mark + 1));
        parameters.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    return text.indexOf('%') < 0 && text.indexOf('+') < 0
        ? text
        : URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
