// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates;

import com.google.api.services.dataflow.model.ParameterMetadata;
import com.google.api.services.dataflow.model.ParameterMetadataEnumOption;
import com.google.api.services.dataflow.model.TemplateMetadata;
import io.analytix.beam.pipelines.DeclaredOption;
import io.analytix.beam.pipelines.NotInTemplate;
import io.analytix.beam.pipelines.OptionGroup;
import io.analytix.beam.pipelines.TemplateParameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a form: with itself, and against the options that it stands for. Dataflow and
 * gcloud take most of this without a word, and the launch or its user suffers.
 */
final class FormMistakes {
  private final List<String> mistakes = new ArrayList<>();

  private FormMistakes() {}

  /** One line for each mistake, none for a good form. */
  static List<String> of(TemplateMetadata form, Class<? extends PipelineOptions> options) {
    FormMistakes found = new FormMistakes();
    found.checkOptions(options);
    found.checkNames(form, options);
    form.getParameters().forEach(parameter -> found.check(parameter, form));
    return found.mistakes;
  }

  private void checkOptions(Class<? extends PipelineOptions> options) {
    for (DeclaredOption option : DeclaredOption.of(options).values()) {
      boolean offered = option.annotation(TemplateParameter.class).isPresent();
      boolean kept = option.annotation(NotInTemplate.class).isPresent();
      if (offered == kept) {
        add(option.name(), "needs one of @TemplateParameter and @NotInTemplate");
      }
      if (option.description().isBlank()) {
        add(option.name(), "has no help: give it a @Description");
      }
      if (OptionGroup.ALL.stream().noneMatch(group -> group.names().contains(option.name()))) {
        add(option.name(), "is in no OptionGroup");
      }
    }
  }

  /** Dataflow refuses what the form does not have, Beam what the options do not have. */
  private void checkNames(TemplateMetadata form, Class<? extends PipelineOptions> options) {
    Set<String> offered = new LinkedHashSet<>();
    for (DeclaredOption option : DeclaredOption.of(options).values()) {
      if (option.annotation(NotInTemplate.class).isEmpty()) {
        offered.add(option.name());
      }
    }
    Set<String> seen = new HashSet<>();
    for (ParameterMetadata parameter : form.getParameters()) {
      if (!seen.add(parameter.getName())) {
        add(parameter.getName(), "is there twice");
      }
      if (!offered.contains(parameter.getName())) {
        add(parameter.getName(), "is no option that is offered");
      }
    }
    offered.removeAll(seen);
    offered.forEach(name -> add(name, "is an option, but no parameter"));
  }

  private void check(ParameterMetadata parameter, TemplateMetadata form) {
    String name = parameter.getName();
    if (isBlank(parameter.getLabel())) {
      add(name, "has no label");
    }
    if (isBlank(parameter.getHelpText())) {
      add(name, "has no help");
    }
    if (!ParameterTypes.ALL.contains(parameter.getParamType())) {
      add(name, "has the type " + parameter.getParamType() + ", which Dataflow does not know");
    }
    if ("ENUM".equals(parameter.getParamType()) != (parameter.getEnumOptions() != null)) {
      add(name, "must have both the type ENUM and values to choose from, or neither");
    }
    checkParent(parameter, form);
    for (String regex : orNone(parameter.getRegexes())) {
      checkRegex(parameter, regex);
    }
  }

  private void checkParent(ParameterMetadata parameter, TemplateMetadata form) {
    String parent = parameter.getParentName();
    if (parent != null
        && form.getParameters().stream().noneMatch(other -> parent.equals(other.getName()))) {
      add(parameter.getName(), "has the parent " + parent + ", which is no parameter");
    }
  }

  private void checkRegex(ParameterMetadata parameter, String regex) {
    if (!Egrep.isWholeLine(regex)) {
      add(parameter.getName(), "has the regex " + regex + ", which egrep reads otherwise");
      return;
    }
    String preset = parameter.getDefaultValue();
    if (preset != null && !Egrep.matches(regex, preset)) {
      add(parameter.getName(), "has the default " + preset + ", which does not match " + regex);
    }
    for (ParameterMetadataEnumOption choice : orNone(parameter.getEnumOptions())) {
      if (!Egrep.matches(regex, choice.getValue())) {
        add(parameter.getName(), "offers " + choice.getValue() + ", which does not match " + regex);
      }
    }
  }

  private void add(String name, String mistake) {
    mistakes.add("--" + name + " " + mistake);
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
