// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

/**
 * The rules that a query can break, each of one parameter.
 *
 * <p>The first part are analytix's error categories by the same names; the second part is known
 * from the API's documentation and from live answers, and analytix has nothing like it.
 */
public enum Rule {
  /** {@code maxResults} is at least 1, or left out. */
  NEGATIVE_MAX_RESULTS("maxResults"),
  /** The last day is not before the first. */
  DATE_ORDER("dates"),
  /** The currency is one of ISO 4217. */
  INVALID_CURRENCY("currency"),
  /** {@code startIndex} is at least 1. */
  INVALID_START_INDEX("startIndex"),
  /** What is sorted by is selected: a metric, or outside analytix a dimension, too. */
  SORT_NOT_IN_METRICS("sort"),
  /** The API knows the dimension. */
  INVALID_DIMENSION("dimensions"),
  /** The report type takes the dimension. */
  INCOMPATIBLE_DIMENSIONS("dimensions"),
  /** As many dimensions of a set as the report type asks. */
  DIMENSION_RULE("dimensions"),
  /** The API knows the filter. */
  INVALID_FILTER("filters"),
  /** The filter has the value. */
  INVALID_FILTER_VALUE("filters"),
  /** The report type takes the filter's value. */
  INCOMPATIBLE_FILTER_VALUE("filters"),
  /** The report type takes the filter. */
  INCOMPATIBLE_FILTERS("filters"),
  /** As many filters of a set as the report type asks. */
  FILTER_RULE("filters"),
  /** A query has a metric. */
  NO_METRICS("metrics"),
  /** The API knows the metric. */
  INVALID_METRIC("metrics"),
  /** The report type has the metric. */
  INCOMPATIBLE_METRICS("metrics"),
  /** The report type sorts by the metric. */
  INCOMPATIBLE_SORT_OPTIONS("sort"),
  /** A capped report type sorts descending only. */
  ASCENDING_SORT("sort"),
  /** A sort key is a name, with one hyphen before it for descending. */
  INVALID_SORT_OPTION("sort"),
  /** A capped report type needs {@code maxResults}. */
  MAX_RESULTS_REQUIRED("maxResults"),
  /** A capped report type's {@code maxResults} is within its cap. */
  MAX_RESULTS_TOO_HIGH("maxResults"),
  /** A capped report type's rows are within its cap, counted from the first. */
  START_INDEX_TOO_HIGH("startIndex"),
  /** A capped report type needs {@code sort}. */
  SORT_REQUIRED("sort"),
  /** The report type is of one video. */
  MULTIPLE_VIDEOS_NOT_ALLOWED("filters"),

  /** With the dimension {@code month} both dates are the first of a month. */
  MONTH_MISALIGNED("dates"),
  /** No more than four dimensions. */
  TOO_MANY_DIMENSIONS("dimensions"),
  /** No dimension twice. */
  DUPLICATE_DIMENSION("dimensions"),
  /** No metric twice. */
  DUPLICATE_METRIC("metrics"),
  /** No sort key twice. */
  DUPLICATE_SORT("sort"),
  /** A filter has a value, and each id of a list is one. */
  EMPTY_FILTER_VALUE("filters"),
  /** Only video, playlist and channel take a list. */
  SEVERAL_FILTER_VALUES("filters"),
  /** A list has 500 ids at most. */
  TOO_MANY_IDS("filters"),
  /** Traffic sources: videos times days are 50,000 at most. */
  TOO_MANY_VIDEO_DAYS("filters"),
  /** Two parts of a query that are each allowed, but not together. */
  METRIC_CONFLICT("metrics"),
  /** Rows by id cannot be started later. */
  START_INDEX_WITH_IDS("startIndex"),
  /** The consent covers what is asked. */
  SCOPE_MISSING("scopes");

  private final String field;

  Rule(String field) {
    this.field = field;
  }

  /** The part of the query that the rule is about, by the API's name of the parameter. */
  public String field() {
    return field;
  }
}
