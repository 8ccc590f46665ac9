// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which secrets of a project are token records: those whose names begin with a prefix and that have
 * some labels. A record's name is what follows the prefix.
 */
record SecretPattern(String project, String prefix, NavigableMap<String, String> labels)
    implements Serializable {
  private static final Pattern FORM =
      Pattern.compile("projects/([a-z0-9.:-]+)/secrets/([A-Za-z0-9_-]*)\\*((?:;[^;]+)*)");
  private static final Pattern LABEL =
      Pattern.compile(
          "labels\\.([\\p{Ll}\\p{Lo}][\\p{Ll}\\p{Lo}\\p{N}_-]*)=([\\p{Ll}\\p{Lo}\\p{N}_-]+)");

  /** What Secret Manager takes as a secret's name. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  SecretPattern {
    labels = Collections.unmodifiableNavigableMap(new TreeMap<>(labels));
  }

  /** Reads {@code projects/P/secrets/PREFIX*}, perhaps with {@code ;labels.KEY=VALUE} behind it. */
  static SecretPattern parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw refused(text);
    }
    NavigableMap<String, String> labels = new TreeMap<>();
    for (String condition : conditions(parts.group(3))) {
      Matcher label = LABEL.matcher(condition);
      if (!label.matches()) {
        throw refused(text);
      }
      labels.put(label.group(1), label.group(2));
    }
    return new SecretPattern(parts.group(1), parts.group(2), labels);
  }

  private static List<String> conditions(String text) {
    return Arrays.stream(text.split(";")).filter(condition -> !condition.isEmpty()).toList();
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "token records '"
            + text
            + "' must be projects/PROJECT/secrets/PREFIX* or the same with ;labels.KEY=VALUE");
  }

  /** What the service is asked for: it knows no prefixes, only what is somewhere in a name. */
  String filter() {
    return Stream.concat(
            prefix.isEmpty() ? Stream.empty() : Stream.of("name:" + prefix),
            labels.entrySet().stream().map(e -> "labels." + e.getKey() + "=" + e.getValue()))
        .collect(Collectors.joining(" AND "));
  }

  /** The parent of all secrets. */
  String parent() {
    return "projects/" + project;
  }

  /** The name of the record that a secret holds; empty if it is not one of these. */
  Optional<String> record(String secret) {
    String id = secret.substring(secret.lastIndexOf('/') + 1);
    return id.startsWith(prefix) && id.length() > prefix.length()
        ? Optional.of(id.substring(prefix.length()))
        : Optional.empty();
  }

  /** The id of the secret that holds a record; empty if no secret can have that name. */
  Optional<String> id(String record) {
    String id = prefix + record;
    return !record.isEmpty() && NAME.matcher(id).matches() ? Optional.of(id) : Optional.empty();
  }

  /** The full name of a secret. */
  String secret(String id) {
    return parent() + "/secrets/" + id;
  }

  /** Whether a secret with these labels has those that a record has. */
  boolean hasLabels(Map<String, String> of) {
    return of.entrySet().containsAll(labels.entrySet());
  }
}
