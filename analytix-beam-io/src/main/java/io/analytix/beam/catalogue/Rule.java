// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

/**
 * The rules that a query can break, each for one parameter.
 *
 * <p>The first part are the error categories of analytix, with the same names. The source of the
 * second part is the API's documentation and observed responses; analytix has no such rules.
 */
public enum Rule {
  /** {@code maxResults} is at least 1, or left out. */
  NEGATIVE_MAX_RESULTS("maxResults"),
  /** The last day is not before the first. */
  DATE_ORDER("dates"),
  /** The currency is a code of ISO 4217. */
  INVALID_CURRENCY("currency"),
  /** {@code startIndex} is at least 1. */
  INVALID_START_INDEX("startIndex"),
  /** The sort columns are selected: metrics, or, except with the rules of analytix, dimensions. */
  SORT_NOT_IN_METRICS("sort"),
  /** The API has the dimension. */
  INVALID_DIMENSION("dimensions"),
  /** The report type accepts the dimension. */
  INCOMPATIBLE_DIMENSIONS("dimensions"),
  /** The number of dimensions of a set is as the report type requires. */
  DIMENSION_RULE("dimensions"),
  /** The API has the filter. */
  INVALID_FILTER("filters"),
  /** The filter has the value. */
  INVALID_FILTER_VALUE("filters"),
  /** The report type accepts the value of the filter. */
  INCOMPATIBLE_FILTER_VALUE("filters"),
  /** The report type accepts the filter. */
  INCOMPATIBLE_FILTERS("filters"),
  /** The number of filters of a set is as the report type requires. */
  FILTER_RULE("filters"),
  /** A query has a metric. */
  NO_METRICS("metrics"),
  /** The API has the metric. */
  INVALID_METRIC("metrics"),
  /** The report type has the metric. */
  INCOMPATIBLE_METRICS("metrics"),
  /** The report type sorts by the metric. */
  INCOMPATIBLE_SORT_OPTIONS("sort"),
  /** A report type with a row limit is sorted in descending order only. */
  ASCENDING_SORT("sort"),
  /** A sort key is a name, with one hyphen before it for descending. */
  INVALID_SORT_OPTION("sort"),
  /** A report type with a row limit requires {@code maxResults}. */
  MAX_RESULTS_REQUIRED("maxResults"),
  /** The {@code maxResults} of a report type with a row limit is within the limit. */
  MAX_RESULTS_TOO_HIGH("maxResults"),
  /**
   * The last row of a query, counted from the first row of the report, is within the row limit of
   * the report type.
   */
  START_INDEX_TOO_HIGH("startIndex"),
  /** A report type with a row limit requires {@code sort}. */
  SORT_REQUIRED("sort"),
  /** The report type accepts one video only. */
  MULTIPLE_VIDEOS_NOT_ALLOWED("filters"),

  /** With the dimension {@code month} both dates are the first of a month. */
  MONTH_MISALIGNED("dates"),
  /** A query has up to four dimensions. */
  TOO_MANY_DIMENSIONS("dimensions"),
  /** No dimension is repeated. */
  DUPLICATE_DIMENSION("dimensions"),
  /** No metric is repeated. */
  DUPLICATE_METRIC("metrics"),
  /** No sort key is repeated. */
  DUPLICATE_SORT("sort"),
  /** A filter and each id of a list is not empty. */
  EMPTY_FILTER_VALUE("filters"),
  /** Only the filters video, playlist and channel accept a list. */
  SEVERAL_FILTER_VALUES("filters"),
  /** A list has up to 500 ids. */
  TOO_MANY_IDS("filters"),
  /** For traffic sources, videos times days are up to 50,000. */
  TOO_MANY_VIDEO_DAYS("filters"),
  /** The metric may be combined with the other parts of the query. */
  METRIC_CONFLICT("metrics"),
  /** A query with rows by id has no {@code startIndex}. */
  START_INDEX_WITH_IDS("startIndex"),
  /** The consent covers the query. */
  SCOPE_MISSING("scopes");

  private final String field;

  Rule(String field) {
    this.field = field;
  }

  /** The API's name of the parameter that the rule checks. */
  public String field() {
    return field;
  }
}
