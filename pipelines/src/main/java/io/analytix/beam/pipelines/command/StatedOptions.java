// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import io.analytix.beam.pipelines.AnalytixOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The options of a run with their values: by their interface, names and addresses only. */
final class StatedOptions {
  private StatedOptions() {}

  /** Every option that has a value, by its name on the command line. */
  static Map<String, String> of(AnalytixOptions options) {
    Map<String, String> stated = new TreeMap<>();
    OptionsHelp.getters()
        .forEach(
            (name, getter) -> {
              Object value = value(options, getter);
              if (value != null) {
                stated.put("--" + name, value.toString());
              }
            });
    return stated;
  }

  private static @Nullable Object value(AnalytixOptions options, Method getter) {
    try {
      return getter.invoke(options);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("every option can be read: " + getter, e);
    }
  }
}
