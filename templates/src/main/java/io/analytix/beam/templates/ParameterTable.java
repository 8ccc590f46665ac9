// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates;

import static java.util.stream.Collectors.joining;

import com.google.api.services.dataflow.model.ParameterMetadata;
import com.google.api.services.dataflow.model.TemplateMetadata;

/** A form as a table of a page. */
final class ParameterTable {
  private ParameterTable() {}

  static String of(TemplateMetadata form) {
    return "| parameter | meaning | must match | default |\n|---|---|---|---|\n"
        + form.getParameters().stream().map(ParameterTable::row).collect(joining());
  }

  private static String row(ParameterMetadata parameter) {
    return "| `%s`%s | %s | %s | %s |\n"
        .formatted(
            parameter.getName(),
            parameter.getIsOptional() ? "" : " (required)",
            cell(parameter.getHelpText()),
            parameter.getRegexes() == null
                ? parameter.getParamType().equals("BOOLEAN") ? "`true` or `false`" : ""
                : parameter.getRegexes().stream()
                    .map(regex -> "`" + cell(regex) + "`")
                    .collect(joining(" and ")),
            parameter.getDefaultValue() == null ? "" : "`" + parameter.getDefaultValue() + "`");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
