// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.options;

import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.DeclaredOption;
import java.io.IOException;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;

/**
 * Beam's registry of options. When options are first parsed, Beam registers those of every module
 * on the class path and validates them by reflection: for Google Cloud's modules, a third of the
 * processor time of a short command. A command that uses none of them goes without; Beam still
 * registers an interface when a pipeline asks for it.
 */
public final class BeamOptions {
  static final String REGISTRARS = "META-INF/services/" + PipelineOptionsRegistrar.class.getName();

  private static final String GOOGLE_CLOUD = "google-cloud-platform";

  private BeamOptions() {}

  /** Fills the registry of this process for these arguments. */
  public static void register(String... arguments) {
    if (mayUseGoogleCloud(arguments)) {
      return;
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(new WithoutGoogleCloud(before));
    try {
      PipelineOptionsFactory.register(AnalytixOptions.class);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Any option of Beam that is not our own may be one of a Google Cloud module. */
  static boolean mayUseGoogleCloud(String... arguments) {
    Set<String> own = DeclaredOption.all().keySet();
    return Arrays.stream(arguments)
        .anyMatch(
            argument ->
                argument.startsWith("--outputDataset")
                    || argument.contains("gs://")
                    || argument.contains("secretmanager:")
                    || (argument.startsWith("--")
                        && !own.contains(argument.substring(2).split("=", 2)[0])));
  }

  /** Hides the registrars of Google Cloud's modules. */
  static final class WithoutGoogleCloud extends ClassLoader {
    WithoutGoogleCloud(ClassLoader parent) {
      super(parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      Enumeration<URL> all = super.getResources(name);
      if (!name.equals(REGISTRARS)) {
        return all;
      }
      Stream<URL> kept =
          Collections.list(all).stream().filter(url -> !url.getPath().contains(GOOGLE_CLOUD));
      return Collections.enumeration(kept.toList());
    }
  }
}
