// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Descriptions of reports and columns, one line each: the resource {@code glossary.json}. */
public final class Glossary {
  private static final Map<String, Map<String, String>> TEXTS = load();

  private Glossary() {}

  /** The description of the built-in report of this name: one or two sentences. */
  public static Optional<String> ofReport(String name) {
    return find("reports", name);
  }

  /** The description of the column of this API name: a phrase without a full stop. */
  public static Optional<String> ofColumn(String apiName) {
    return find("columns", apiName);
  }

  private static Optional<String> find(String kind, String name) {
    return Optional.ofNullable(Objects.requireNonNull(TEXTS.get(kind)).get(name));
  }

  private static Map<String, Map<String, String>> load() {
    try (InputStream json =
        Objects.requireNonNull(
            Glossary.class.getResourceAsStream("glossary.json"), "glossary.json")) {
      return new ObjectMapper().readValue(json, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
