// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.analytix.beam.catalogue.ReportQuery;
import io.analytix.beam.channel.ConsentScope;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query in a line of JSON, with the fields of {@link QueryFields}. Missing fields and nulls have
 * the API's default; other fields are ignored. A null among names or values is read as an empty
 * text.
 */
final class QueryCase {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final BigInteger MAX_INT = BigInteger.valueOf(Integer.MAX_VALUE);
  private static final BigInteger MIN_INT = BigInteger.valueOf(Integer.MIN_VALUE);

  private final JsonNode json;

  private QueryCase(JsonNode json) {
    this.json = json;
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is not a JSON object
   */
  static QueryCase parse(String line) {
    JsonNode json;
    try {
      json = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not valid JSON");
    }
    if (!json.isObject()) {
      throw new IllegalArgumentException("it is not a JSON object");
    }
    return new QueryCase(json);
  }

  /** The id of the line; null if it has none. */
  @Nullable JsonNode id() {
    return json.get("id");
  }

  /**
   * The query.
   *
   * @param lastDay last day of a query without one
   * @throws IllegalArgumentException about the first invalid field
   */
  ReportQuery query(LocalDate lastDay) {
    LocalDate last = day("endDate");
    return ReportQuery.of()
        .dimensions(texts("dimensions"))
        .metrics(texts("metrics"))
        .filters(filters())
        .sort(texts("sort"))
        .dates(day("startDate"), last == null ? lastDay : last)
        .maxResults(number("maxResults", 0))
        .startIndex(number("startIndex", 1))
        .currency(text("currency", "USD"))
        .includeHistoricalChannelData(flag("includeHistoricalData"))
        .contentOwner(json.hasNonNull("contentOwner") ? text("contentOwner", "") : null)
        .scopes(scopes())
        .build();
  }

  private List<String> texts(String field) {
    JsonNode list = json.path(field);
    require(list, list.isArray(), field, "a list of names");
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(value(one, field)));
    return texts;
  }

  private Map<String, String> filters() {
    JsonNode filters = json.path("filters");
    require(filters, filters.isObject(), "filters", "an object of names and values");
    Map<String, String> values = new LinkedHashMap<>();
    filters.properties().forEach(one -> values.put(one.getKey(), value(one.getValue(), "filters")));
    return values;
  }

  private static String value(JsonNode value, String field) {
    require(value, value.isValueNode(), field, "made of texts");
    return value.asText("");
  }

  private int number(String field, int otherwise) {
    JsonNode number = json.path(field);
    require(number, number.isIntegralNumber(), field, "a whole number");
    return number.isIntegralNumber()
        ? number.bigIntegerValue().min(MAX_INT).max(MIN_INT).intValueExact()
        : otherwise;
  }

  private String text(String field, String otherwise) {
    JsonNode text = json.path(field);
    require(text, text.isTextual(), field, "a text");
    return text.asText(otherwise);
  }

  private boolean flag(String field) {
    JsonNode flag = json.path(field);
    require(flag, flag.isBoolean(), field, "true or false");
    return flag.asBoolean();
  }

  private @Nullable LocalDate day(String field) {
    JsonNode day = json.path(field);
    require(day, day.isTextual(), field, "a day such as 2026-02-28");
    try {
      return day.isTextual() ? LocalDate.parse(day.asText()) : null;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(field + " is '" + day.asText() + "', which is not a day");
    }
  }

  private Set<ConsentScope> scopes() {
    Set<ConsentScope> scopes = EnumSet.noneOf(ConsentScope.class);
    texts("scopes").forEach(name -> scopes.addAll(scopes(name)));
    return scopes;
  }

  /** The scopes of a name; two names of analytix stand for several scopes. */
  private static Set<ConsentScope> scopes(String name) {
    return switch (name) {
      case "ALL" -> EnumSet.of(ConsentScope.READONLY, ConsentScope.MONETARY_READONLY);
      case "ALL_JWT" -> EnumSet.of(ConsentScope.PROFILE, ConsentScope.OPENID, ConsentScope.EMAIL);
      default ->
          Arrays.stream(ConsentScope.values())
              .filter(scope -> scope.name().equals(name))
              .findFirst()
              .map(EnumSet::of)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "scopes names '"
                              + name
                              + "', but may name ALL, ALL_JWT and "
                              + Arrays.stream(ConsentScope.values()).map(Enum::name).toList()));
    };
  }

  private static void require(JsonNode value, boolean fits, String field, String wanted) {
    if (!fits && !value.isMissingNode() && !value.isNull()) {
      throw new IllegalArgumentException(field + " must be " + wanted + ", but is " + value);
    }
  }
}
