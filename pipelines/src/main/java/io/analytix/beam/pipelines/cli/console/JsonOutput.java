// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;

/** The output of {@code --json}, with field names in snake case. */
public final class JsonOutput {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(UnprintableEscapes.factory())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build();

  private static final ObjectMapper LINES = new ObjectMapper(UnprintableEscapes.factory());

  private JsonOutput() {}

  /** Prints a value as one line; fields are named as in Java. */
  public static void printLine(Object value, PrintWriter out) {
    print(LINES, value, out);
  }

  /** Prints a value made of records, lists, maps, texts and numbers. */
  public static void print(Object value, PrintWriter out) {
    print(MAPPER, value, out);
  }

  private static void print(ObjectMapper mapper, Object value, PrintWriter out) {
    try {
      out.println(mapper.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("this value cannot be printed: " + value.getClass(), e);
    }
  }

  /** A generator for output that does not fit in memory. */
  public static JsonGenerator generator(PrintWriter out) throws IOException {
    return MAPPER.createGenerator(out).useDefaultPrettyPrinter();
  }
}
