// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The parameters of a report request. */
public final class ReportParameters {
  private ReportParameters() {}

  public static Map<String, String> of(ReportQuestion question) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("ids", "channel==" + question.channelId());
    words.put("startDate", question.first().toString());
    words.put("endDate", question.last().toString());
    words.put("metrics", String.join(",", question.metrics()));
    if (!question.dimensions().isEmpty()) {
      words.put("dimensions", String.join(",", question.dimensions()));
    }
    if (!question.filters().isEmpty()) {
      words.put(
          "filters",
          question.filters().entrySet().stream()
              .map(one -> one.getKey() + "==" + String.join(",", one.getValue()))
              .collect(Collectors.joining(";")));
    }
    if (!question.sort().isEmpty()) {
      words.put("sort", String.join(",", question.sort()));
    }
    question.maxResults().ifPresent(rows -> words.put("maxResults", Integer.toString(rows)));
    if (!question.currency().equals("USD")) {
      words.put("currency", question.currency());
    }
    return words;
  }
}
