// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.options;

import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.DeclaredOption;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;

/**
 * Beam's registry of options. When options are first parsed, Beam registers those of every module
 * on the class path, and validates each together with all before it by reflection: most of the
 * processor time of a short command. A command that is given none of them goes without; Beam still
 * registers an interface when a pipeline asks for it.
 */
public final class BeamOptions {
  static final String REGISTRARS = "META-INF/services/" + PipelineOptionsRegistrar.class.getName();

  private static volatile boolean isProcessOfCommand;

  private BeamOptions() {}

  /** This process runs a command, and nothing else that parses options of Beam. */
  public static void useForCommandOnly() {
    isProcessOfCommand = true;
  }

  /** Registers our own options, and those of the other modules if these options need them. */
  static void register(List<String> options) {
    if (!isProcessOfCommand || mayUseOthers(options)) {
      PipelineOptionsFactory.register(AnalytixOptions.class);
      return;
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(new WithoutRegistrars(before));
    try {
      PipelineOptionsFactory.register(AnalytixOptions.class);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Any option of Beam that is not our own may be one of a Google Cloud module. */
  static boolean mayUseOthers(List<String> options) {
    Set<String> own = DeclaredOption.all().keySet();
    return options.stream()
        .anyMatch(
            option ->
                option.startsWith("--outputDataset")
                    || option.contains("gs://")
                    || option.contains("secretmanager:")
                    || (option.startsWith("--")
                        && !own.contains(option.substring(2).split("=", 2)[0])));
  }

  /** Hides the registrars of all modules. */
  static final class WithoutRegistrars extends ClassLoader {
    WithoutRegistrars(ClassLoader parent) {
      super(parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals(REGISTRARS) ? Collections.emptyEnumeration() : super.getResources(name);
    }
  }
}
