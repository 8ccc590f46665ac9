// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.pipelines.Browser;
import io.analytix.beam.pipelines.cli.Workbench;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code analytix authorise} with a person at a browser. Pictures are left in {@code target/pages}.
 */
final class ConsentInBrowserTest {
  private static final Path PAGES = Path.of("target", "pages");

  @TempDir Path folder;

  private static Browser browser;
  private Workbench bench;

  @BeforeAll
  static void start() throws IOException {
    browser = Browser.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() throws IOException {
    bench =
        new Workbench(
            World.builder(9)
                .channel(SimulatedChannel.named("alpine-baker").title("Brot & <Söhne>").build())
                .build(),
            folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void authorise_allowed_showsSuccessAndSavesThePinnedRecord() throws Exception {
    AuthoriseRun run = AuthoriseRun.start(bench, "--record=baker");
    browser.open(run.consentPage(), 1280, "light");
    browser.submit("button[value=allow]");
    Workbench.Printed printed = run.ended();

    assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
    String id = bench.world.channel("alpine-baker").id();
    assertThat(browser.texts("h1")).containsExactly("Authorised");
    assertThat(browser.texts("main p").get(0))
        .isEqualTo(
            "The channel “Brot & <Söhne>” ("
                + id
                + ") can now be read. The token record “baker” is saved.");
    TokenRecord saved = new FileTokenStore(bench.tokens).read("baker");
    assertThat(saved.channelId()).isEqualTo(id);
    assertThat(saved.channelTitle()).isEqualTo("Brot & <Söhne>");
    assertThat(printed.out())
        .isEqualTo(
            String.join(
                "\n",
                "Authorised, with a new consent.",
                "  record   baker in file:" + bench.tokens,
                "  channel  Brot & <Söhne> (" + id + ")",
                "  allows   openid, youtube.readonly, yt-analytics.readonly",
                ""));
    assertReadable("authorise-allowed");
    bench
        .google
        .spelledSecrets()
        .forEach(secret -> assertThat(printed.all()).doesNotContain(secret));
  }

  @Test
  void authorise_denied_showsItAndSavesNothing() throws Exception {
    AuthoriseRun run = AuthoriseRun.start(bench, "--record=baker");
    browser.open(run.consentPage(), 390, "dark");
    browser.submit("button[value=deny]");
    Workbench.Printed printed = run.ended();

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err()).contains("analytix: the consent was denied\n");
    assertThat(printed.err()).endsWith("Nothing was saved.\n");
    assertThat(browser.texts("h1")).containsExactly("Not allowed");
    assertThat(new FileTokenStore(bench.tokens).names()).isEmpty();
    assertReadable("authorise-denied");
  }

  @Test
  void authorise_scopeUnticked_namesItAndSavesNothing() throws Exception {
    AuthoriseRun run = AuthoriseRun.start(bench, "--record=baker");
    browser.open(run.consentPage(), 1280, "dark");
    browser.all("input[value='" + SimulatedChannel.ANALYTICS_SCOPE + "']").get(0).click();
    browser.submit("button[value=allow]");
    Workbench.Printed printed = run.ended();

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(browser.texts("h1")).containsExactly("Not everything was allowed");
    assertThat(browser.texts("main p").get(0))
        .isEqualTo("The consent lacks [yt-analytics.readonly].");
    assertThat(new FileTokenStore(bench.tokens).names()).isEmpty();
    assertReadable("authorise-scope-missing");
  }

  @Test
  void authorise_redirectWithAnotherState_showsAnErrorAndWaitsOn() throws Exception {
    AuthoriseRun run = AuthoriseRun.start(bench, "--record=baker");
    browser.open(
        URI.create(run.consentPage().toString().replaceFirst("([?&])state=[^&]*", "$1state=x")),
        390,
        "light");
    browser.submit("button[value=allow]");

    assertThat(browser.texts("h1")).containsExactly("Response to another request");
    assertThat(new FileTokenStore(bench.tokens).names()).isEmpty();
    assertReadable("authorise-wrong-state");

    browser.open(run.consentPage(), 390, "light");
    browser.submit("button[value=allow]");

    assertThat(run.ended().exitCode()).isEqualTo(0);
    assertThat(new FileTokenStore(bench.tokens).names()).containsExactly("baker");
  }

  /** A refusal's status is part of it, so only other complaints count. */
  private void assertReadable(String name) throws IOException {
    browser.photograph(PAGES.resolve(name + ".png"));
    assertThat(browser.overflow()).isEqualTo(0);
    List<String> complaints =
        browser.complaints().stream().filter(one -> !one.contains("status of 400")).toList();
    assertThat(complaints).isEmpty();
  }
}
