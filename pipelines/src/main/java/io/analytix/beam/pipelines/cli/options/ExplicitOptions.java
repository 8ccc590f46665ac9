// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.options;

import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.DeclaredOption;
import io.analytix.beam.pipelines.NotInTemplate;
import java.util.Map;
import java.util.TreeMap;

/** Lists the options of a run with their values: names and addresses only. */
public final class ExplicitOptions {
  private ExplicitOptions() {}

  /**
   * Every option that has a value, by its name on the command line; options for tests only if they
   * are set.
   */
  public static Map<String, String> of(AnalytixOptions options) {
    Map<String, String> stated = new TreeMap<>();
    DeclaredOption.all()
        .forEach(
            (name, option) -> {
              Object value = option.value(options);
              boolean forTests = option.annotation(NotInTemplate.class).isPresent();
              if (value != null && (!forTests || option.isStated(options))) {
                stated.put("--" + name, value.toString());
              }
            });
    return stated;
  }
}
