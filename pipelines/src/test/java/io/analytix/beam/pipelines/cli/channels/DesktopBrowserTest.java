// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import static com.google.common.truth.Truth.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DesktopBrowserTest {
  @TempDir Path folder;

  private static List<String> command(String system, Map<String, String> environment) {
    return DesktopBrowser.in(system, environment).command();
  }

  @Test
  void browser_onADesktop_isTheSystemBrowser() {
    assertThat(command("Linux", Map.of("DISPLAY", ":0"))).containsExactly("xdg-open");
    assertThat(command("Linux", Map.of("WAYLAND_DISPLAY", "w"))).containsExactly("xdg-open");
    assertThat(command("Mac OS X", Map.of())).containsExactly("open");
    assertThat(command("Windows 11", Map.of())).contains("url.dll,FileProtocolHandler");
  }

  @Test
  void browser_withoutDesktopOrWithinWsl_isNone() {
    assertThat(DesktopBrowser.in("Linux", Map.of())).isEqualTo(DesktopBrowser.NONE);
    assertThat(command("Linux", Map.of("DISPLAY", ":0", "WSL_DISTRO_NAME", "Debian"))).isEmpty();
    assertThat(command("Linux", Map.of("DISPLAY", ":0", "WSL_INTEROP", "/run/x"))).isEmpty();
  }

  @Test
  void browser_namedByTheVariable_isThatOne() {
    assertThat(command("Linux", Map.of("BROWSER", "wslview", "WSL_INTEROP", "/run/x")))
        .containsExactly("wslview");
  }

  @Test
  void open_existingBrowser_startsItWithTheAddress() throws Exception {
    Path seen = folder.resolve("seen");
    DesktopBrowser browser =
        new DesktopBrowser(List.of("sh", "-c", "mkfifo \"$0\"; echo \"$1\" > \"$0\"", seen + ""));
    assertThat(browser.open(URI.create("http://127.0.0.1/?a=b&c"))).isTrue();

    while (!Files.exists(seen)) {
      Thread.onSpinWait();
    }
    assertThat(Files.readString(seen)).isEqualTo("http://127.0.0.1/?a=b&c\n");
  }

  @Test
  void open_missingBrowser_returnsFalse() {
    URI page = URI.create("http://127.0.0.1/");

    assertThat(DesktopBrowser.NONE.open(page)).isFalse();
    assertThat(new DesktopBrowser(List.of(folder.resolve("no").toString())).open(page)).isFalse();
  }
}
