// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The browser of the desktop.
 *
 * @param command command line to which the address is appended; empty without a browser
 */
record DesktopBrowser(List<String> command) {
  static final DesktopBrowser NONE = new DesktopBrowser(List.of());

  /** The browser of this process. */
  static DesktopBrowser in(Map<String, String> environment) {
    return in(System.getProperty("os.name", ""), environment);
  }

  /**
   * The variable {@code BROWSER} takes precedence. Linux within WSL, and systems without a desktop,
   * have no browser.
   */
  static DesktopBrowser in(String system, Map<String, String> environment) {
    String named = environment.getOrDefault("BROWSER", "");
    if (!named.isBlank()) {
      return new DesktopBrowser(List.of(named));
    }
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return new DesktopBrowser(List.of("open"));
    }
    if (name.startsWith("windows")) {
      return new DesktopBrowser(List.of("rundll32", "url.dll,FileProtocolHandler"));
    }
    boolean wsl =
        environment.containsKey("WSL_DISTRO_NAME") || environment.containsKey("WSL_INTEROP");
    boolean desktop =
        environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
    return desktop && !wsl ? new DesktopBrowser(List.of("xdg-open")) : NONE;
  }

  /** Opens the address; returns whether the browser was started. */
  boolean open(URI address) {
    if (command.isEmpty()) {
      return false;
    }
    List<String> line = new ArrayList<>(command);
    line.add(address.toString());
    try {
      Process unused =
          new ProcessBuilder(line)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
