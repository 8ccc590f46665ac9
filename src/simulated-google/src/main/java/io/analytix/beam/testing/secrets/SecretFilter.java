// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.secrets;

import com.google.cloud.secretmanager.v1.Secret;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The supported part of Secret Manager's filter syntax: conditions joined by AND. */
final class SecretFilter {
  private static final Pattern NAME = Pattern.compile("name:([A-Za-z0-9_-]+)");
  private static final Pattern LABEL = Pattern.compile("labels\\.([^=:.\\s]+)=([^=:\\s]+)");

  private SecretFilter() {}

  /** Parses a filter. {@code name:} matches any part of the secret's name. */
  static Predicate<Secret> parse(String filter) {
    List<Predicate<Secret>> conditions = new ArrayList<>();
    if (!filter.isBlank()) {
      for (String condition : filter.strip().split("\\s+AND\\s+")) {
        conditions.add(condition(condition));
      }
    }
    return secret -> conditions.stream().allMatch(condition -> condition.test(secret));
  }

  private static Predicate<Secret> condition(String text) {
    Matcher name = NAME.matcher(text);
    if (name.matches()) {
      String part = name.group(1);
      return secret -> secret.getName().replaceFirst(".*/", "").contains(part);
    }
    Matcher label = LABEL.matcher(text);
    if (label.matches()) {
      return secret -> label.group(2).equals(secret.getLabelsMap().get(label.group(1)));
    }
    throw Status.INVALID_ARGUMENT
        .withDescription("The filter '" + text + "' is not valid.")
        .asRuntimeException();
  }
}
