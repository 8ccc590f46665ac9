// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.reports;

import io.analytix.beam.testing.ReportQuestion;
import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.world.Metrics;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

/** Validates a query before a report type is selected. */
final class QuestionCheck {
  private QuestionCheck() {}

  static void check(ReportQuestion question) throws ErrorResponse {
    for (String metric : question.metrics()) {
      if (!Metrics.isKnown(metric)) {
        throw unknown(metric, "metrics");
      }
    }
    for (String dimension : question.dimensions()) {
      if (!ApiNames.DIMENSIONS.contains(dimension)) {
        throw unknown(dimension, "dimensions");
      }
    }
    checkColumns(question);
    if (question.dimensions().contains("month")) {
      checkAligned(question.first(), "start-date");
      checkAligned(question.last(), "end-date");
    }
  }

  private static void checkColumns(ReportQuestion question) throws ErrorResponse {
    Set<String> columns = new HashSet<>(question.dimensions());
    columns.addAll(question.metrics());
    if (columns.size() < question.dimensions().size() + question.metrics().size()) {
      throw new ErrorResponse(ApiError.notSupported());
    }
    for (String field : question.sort()) {
      if (!columns.contains(field.startsWith("-") ? field.substring(1) : field)) {
        throw new ErrorResponse(ApiError.sortNotSelected(field));
      }
    }
  }

  private static void checkAligned(LocalDate date, String field) throws ErrorResponse {
    if (date.getDayOfMonth() != 1) {
      throw new ErrorResponse(ApiError.misaligned(date.toString(), field));
    }
  }

  private static ErrorResponse unknown(String name, String field) {
    return new ErrorResponse(ApiError.unknownIdentifier(name, field));
  }
}
