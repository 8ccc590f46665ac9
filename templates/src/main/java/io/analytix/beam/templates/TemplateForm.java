// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates;

import com.google.api.services.dataflow.model.ParameterMetadata;
import com.google.api.services.dataflow.model.ParameterMetadataEnumOption;
import com.google.api.services.dataflow.model.TemplateMetadata;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.DeclaredOption;
import io.analytix.beam.pipelines.OptionGroup;
import io.analytix.beam.pipelines.TemplateParameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/**
 * The form that a template shows to who launches it, made of an interface of options: a parameter
 * for each option that is offered, in the order of the groups.
 */
public final class TemplateForm {
  private static final String NAME = "YouTube Analytics, nightly";
  private static final String DESCRIPTION =
      "Fetches reports of every YouTube channel whose owner has consented, under one quota, and"
          + " replaces in its tables exactly what YouTube answered. Running again is always safe.";

  private TemplateForm() {}

  /** The nightly job's. */
  public static TemplateMetadata nightly() {
    return of(AnalytixOptions.class);
  }

  static TemplateMetadata of(Class<? extends PipelineOptions> options) {
    return new TemplateMetadata()
        .setName(NAME)
        .setDescription(DESCRIPTION)
        .setStreaming(false)
        .setParameters(parameters(options));
  }

  private static List<ParameterMetadata> parameters(Class<? extends PipelineOptions> options) {
    Map<String, DeclaredOption> left = new TreeMap<>(DeclaredOption.of(options));
    left.values().removeIf(option -> option.annotation(TemplateParameter.class).isEmpty());
    Set<String> offered = new HashSet<>(left.keySet());
    List<ParameterMetadata> parameters = new ArrayList<>();
    for (OptionGroup group : OptionGroup.ALL) {
      for (String name : group.names()) {
        if (offered.contains(name)) {
          parameters.add(parameter(left.remove(name)).setGroupName(heading(group)));
        }
      }
    }
    left.values().forEach(option -> parameters.add(parameter(option)));
    return parameters;
  }

  /** As the console shows it: no colon, and nothing about how to write it on a command line. */
  private static String heading(OptionGroup group) {
    return group.heading().replaceFirst(":$", "");
  }

  private static ParameterMetadata parameter(DeclaredOption option) {
    TemplateParameter offer = option.annotation(TemplateParameter.class).orElseThrow();
    ParameterMetadata parameter =
        new ParameterMetadata()
            .setName(option.name())
            .setLabel(offer.label())
            .setHelpText(option.description())
            .setParamType(offer.type())
            .setIsOptional(option.annotation(Validation.Required.class).isEmpty());
    if (offer.regexes().length > 0) {
      parameter.setRegexes(List.of(offer.regexes()));
    }
    if (!option.preset().isEmpty()) {
      parameter.setDefaultValue(option.preset());
    }
    if (offer.choices().length > 0) {
      parameter.setEnumOptions(Arrays.stream(offer.choices()).map(TemplateForm::choice).toList());
    }
    return parameter;
  }

  private static ParameterMetadataEnumOption choice(String value) {
    return new ParameterMetadataEnumOption().setValue(value).setLabel(value);
  }
}
