// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.reports;

import io.analytix.beam.testing.ReportQuestion;
import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Parses the parameters of a report request as strictly as the API does. */
final class QuestionParser {
  private static final Pattern IDS = Pattern.compile("(channel|contentOwner)==([a-zA-Z0-9_+-]+)");
  private static final int MAX_FILTER_VALUES = 500;

  private final Map<String, String> given;

  private QuestionParser(Map<String, String> given) {
    this.given = given;
  }

  /**
   * Returns the query with {@code own} instead of {@code MINE}. For a content owner, the channel id
   * is the owner's name.
   */
  static ReportQuestion parse(Map<String, List<String>> query, String own) throws ErrorResponse {
    for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
      check(parameter.getKey(), parameter.getValue());
    }
    return new QuestionParser(HttpCall.firstOfEach(query)).question(own);
  }

  private static void check(String name, List<String> values) throws ErrorResponse {
    if (!ApiNames.PARAMETERS.contains(name)) {
      throw new ErrorResponse(ApiError.unknownParameter(name));
    }
    if (values.size() > 1 || values.get(0).isEmpty()) {
      throw invalidValue(String.join(",", values), name);
    }
  }

  private ReportQuestion question(String own) throws ErrorResponse {
    String channelId = channelId(own);
    LocalDate first = date("startDate");
    LocalDate last = date("endDate");
    if (last.isBefore(first)) {
      throw new ErrorResponse(
          ApiError.badRequest(
              "Invalid date range: start-date " + first + " is after end-date " + last + "."));
    }
    checkStandardParameters();
    ReportQuestion question =
        new ReportQuestion(
            channelId,
            list("dimensions"),
            names(required("metrics")),
            first,
            last,
            filters(),
            list("sort"),
            number("maxResults"),
            number("startIndex").orElse(1),
            currency());
    QuestionCheck.check(question);
    return question;
  }

  private String channelId(String own) throws ErrorResponse {
    var ids = IDS.matcher(required("ids"));
    if (!ids.matches()) {
      throw invalidValue(required("ids"), "ids");
    }
    if (ids.group(1).equals("channel") && given.containsKey("includeHistoricalChannelData")) {
      // Only a content owner has channels that were linked after their first day.
      throw new ErrorResponse(ApiError.notSupported());
    }
    return ids.group(2).equals("MINE") ? own : ids.group(2);
  }

  private void checkStandardParameters() throws ErrorResponse {
    String alt = given.getOrDefault("alt", "json");
    if (!alt.equals("json")) {
      throw invalidValue(alt, "alt");
    }
    for (String name : List.of("prettyPrint", "includeHistoricalChannelData")) {
      String value = given.getOrDefault(name, "true");
      if (!value.equals("true") && !value.equals("false")) {
        throw invalidValue(value, name);
      }
    }
  }

  private Map<String, List<String>> filters() throws ErrorResponse {
    Map<String, List<String>> filters = new LinkedHashMap<>();
    String text = given.get("filters");
    if (text == null) {
      return filters;
    }
    for (String filter : text.split(";", -1)) {
      int mark = filter.indexOf("==");
      String name = mark < 0 ? filter : filter.substring(0, mark);
      if (mark < 1
          || mark + 2 == filter.length()
          || !(ApiNames.DIMENSIONS.contains(name) || ApiNames.FILTER_ONLY.contains(name))
          || filters.containsKey(name)) {
        throw invalidValue(filter, "filters");
      }
      List<String> values = filterValues(name, filter.substring(mark + 2));
      if (!FilterValues.are(values, name)) {
        throw invalidValue(filter, "filters");
      }
      filters.put(name, values);
    }
    return filters;
  }

  private static List<String> filterValues(String name, String text) throws ErrorResponse {
    boolean many = name.equals("video") || name.equals("playlist") || name.equals("channel");
    List<String> values = many ? names(text) : List.of(text);
    if (values.size() > MAX_FILTER_VALUES) {
      throw new ErrorResponse(ApiError.notSupported());
    }
    return values;
  }

  private String required(String name) throws ErrorResponse {
    String value = given.get(name);
    if (value == null) {
      throw new ErrorResponse(ApiError.required(name));
    }
    return value;
  }

  private LocalDate date(String name) throws ErrorResponse {
    String text = required(name);
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new ErrorResponse(ApiError.unparsable(text, name));
    }
  }

  private List<String> list(String name) {
    String value = given.get(name);
    return value == null ? List.of() : names(value);
  }

  private static List<String> names(String text) {
    return new ArrayList<>(List.of(text.split(",", -1)));
  }

  private OptionalInt number(String name) throws ErrorResponse {
    String text = given.get(name);
    if (text == null) {
      return OptionalInt.empty();
    }
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return OptionalInt.of(number);
      }
    } catch (NumberFormatException e) {
      // Refused like a number out of range.
    }
    throw invalidValue(text, name);
  }

  private String currency() throws ErrorResponse {
    String code = given.getOrDefault("currency", "USD");
    try {
      return Currency.getInstance(code).getCurrencyCode();
    } catch (IllegalArgumentException e) {
      throw invalidValue(code, "currency");
    }
  }

  private static ErrorResponse invalidValue(String value, String name) {
    return new ErrorResponse(ApiError.invalidValue(value, name));
  }
}
