// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates;

import com.google.api.services.dataflow.model.ParameterMetadata;
import com.google.api.services.dataflow.model.TemplateMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** By which Dataflow refuses a launch before anything starts. */
public final class LaunchRules {
  private LaunchRules() {}

  /** A parameter with what is wrong with it. */
  public record Violation(String parameter, String description) {}

  public static List<Violation> violations(TemplateMetadata form, Map<String, String> parameters) {
    Map<String, ParameterMetadata> known = new LinkedHashMap<>();
    form.getParameters().forEach(parameter -> known.put(parameter.getName(), parameter));
    List<Violation> violations = new ArrayList<>();
    known.forEach(
        (name, parameter) -> {
          if (!parameter.getIsOptional() && !parameters.containsKey(name)) {
            violations.add(new Violation(name, "Missing required parameter"));
          }
        });
    parameters.forEach(
        (name, value) -> {
          ParameterMetadata parameter = known.get(name);
          if (parameter == null) {
            violations.add(new Violation(name, "Unrecognized parameter"));
          } else if (parameter.getRegexes() != null) {
            for (String regex : parameter.getRegexes()) {
              if (!Egrep.matches(regex, value)) {
                violations.add(new Violation(name, "Value does not match regex: " + regex));
              }
            }
          }
        });
    return violations;
  }
}
