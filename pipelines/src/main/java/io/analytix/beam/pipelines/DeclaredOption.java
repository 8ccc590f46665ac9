// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import java.beans.Introspector;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;

/**
 * An option as its interface declares it: the source of help texts, tables and templates.
 *
 * @param name as on the command line, without the dashes
 * @param getter the method that reads it
 */
public record DeclaredOption(String name, Method getter) {
  /** The options of the pipelines by their names. */
  public static Map<String, DeclaredOption> all() {
    return of(AnalytixOptions.class);
  }

  /** The options that an interface declares itself, by their names. */
  public static Map<String, DeclaredOption> of(Class<? extends PipelineOptions> options) {
    return Arrays.stream(options.getDeclaredMethods())
        .filter(method -> method.getName().matches("(get|is)[A-Z].*"))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .map(getter -> new DeclaredOption(name(getter), getter))
        .collect(
            Collectors.toMap(
                DeclaredOption::name, option -> option, (one, other) -> one, TreeMap::new));
  }

  private static String name(Method getter) {
    return Introspector.decapitalize(getter.getName().replaceFirst("^(get|is)", ""));
  }

  /** Its description; empty if the interface has none. */
  public String description() {
    return annotation(Description.class).map(Description::value).orElse("");
  }

  /** Its default as text; empty if it has none. */
  public String preset() {
    return annotation(Default.String.class)
        .map(Default.String::value)
        .or(() -> annotation(Default.Integer.class).map(preset -> String.valueOf(preset.value())))
        .or(() -> annotation(Default.InstanceFactory.class).map(DeclaredOption::computed))
        .orElse("");
  }

  /** The default if no other option is given. */
  private static String computed(Default.InstanceFactory factory) {
    try {
      return String.valueOf(
          factory
              .value()
              .getDeclaredConstructor()
              .newInstance()
              .create(PipelineOptionsFactory.create()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("every default can be computed", e);
    }
  }

  /** Whether it is a flag, which has no value. */
  public boolean flag() {
    return getter.getReturnType() == boolean.class;
  }

  /** Its annotation of this type, if it has one. */
  public <T extends Annotation> Optional<T> annotation(Class<T> type) {
    return Optional.ofNullable(getter.getAnnotation(type));
  }

  /** Its value, null if it has none. */
  public @Nullable Object value(PipelineOptions options) {
    try {
      return getter.invoke(options);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("every option can be read: " + getter, e);
    }
  }

  /** Whether its value differs from the default. */
  public boolean isStated(PipelineOptions options) {
    Object value = value(options);
    return value != null && !value.toString().equals(flag() ? "false" : preset());
  }
}
