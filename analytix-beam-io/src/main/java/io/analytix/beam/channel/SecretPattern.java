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
 * Selects the secrets of a project that are token records, by a prefix of their names and by
 * labels. A record's name is the part after the prefix.
 */
record SecretPattern(String project, String prefix, NavigableMap<String, String> labels)
    implements Serializable {
  private static final Pattern FORM =
      Pattern.compile("projects/([a-z0-9.:-]+)/secrets/([A-Za-z0-9_-]*)\\*((?:;[^;]+)*)");
  private static final Pattern LABEL =
      Pattern.compile(
          "labels\\.([\\p{Ll}\\p{Lo}][\\p{Ll}\\p{Lo}\\p{N}_-]*)=([\\p{Ll}\\p{Lo}\\p{N}_-]+)");

  /** The secret ids that Secret Manager accepts. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  SecretPattern {
    labels = Collections.unmodifiableNavigableMap(new TreeMap<>(labels));
  }

  /**
   * Parses {@code projects/P/secrets/PREFIX*}, optionally followed by {@code ;labels.KEY=VALUE}.
   */
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

  /**
   * Returns the filter of the list request. The API cannot filter by a prefix, only by a substring
   * of the name.
   */
  String filter() {
    return Stream.concat(
            prefix.isEmpty() ? Stream.empty() : Stream.of("name:" + prefix),
            labels.entrySet().stream().map(e -> "labels." + e.getKey() + "=" + e.getValue()))
        .collect(Collectors.joining(" AND "));
  }

  /** The parent resource of all secrets, {@code projects/PROJECT}. */
  String parent() {
    return "projects/" + project;
  }

  /**
   * Returns the name of the record that a secret holds; empty if the secret's id does not start
   * with the prefix.
   */
  Optional<String> record(String secret) {
    String id = secret.substring(secret.lastIndexOf('/') + 1);
    return id.startsWith(prefix) && id.length() > prefix.length()
        ? Optional.of(id.substring(prefix.length()))
        : Optional.empty();
  }

  /** Returns the id of the secret that holds a record; empty if it is not a valid secret id. */
  Optional<String> id(String record) {
    String id = prefix + record;
    return !record.isEmpty() && NAME.matcher(id).matches() ? Optional.of(id) : Optional.empty();
  }

  /** Returns the full resource name of a secret. */
  String secret(String id) {
    return parent() + "/secrets/" + id;
  }

  /** Whether these labels of a secret include the labels of the pattern. */
  boolean hasLabels(Map<String, String> of) {
    return of.entrySet().containsAll(labels.entrySet());
  }
}
