// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium with an empty profile, for tests of pages. Where there is none, the test that
 * uses it is skipped; in continuous integration ({@code CI=true}) it fails.
 */
public final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final int HEIGHT = 900;

  private final Path profile;
  private final ChromeDriver driver;

  private Browser(Path profile) {
    this.profile = profile;
    this.driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .withLogFile(profile.resolve("driver.log").toFile())
                .build(),
            options(profile));
  }

  /** Starts it. */
  public static Browser start() throws IOException {
    for (Path program : List.of(CHROMIUM, DRIVER)) {
      if (!Files.isExecutable(program)) {
        missing(program + " is missing: install the packages chromium and chromium-driver");
      }
    }
    return new Browser(Files.createTempDirectory("browser"));
  }

  private static void missing(String why) {
    if ("true".equals(System.getenv("CI"))) {
      fail(why);
    }
    abort(why);
  }

  private static ChromeOptions options(Path profile) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(new File(CHROMIUM.toString()));
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
    return options;
  }

  /**
   * Opens a page.
   *
   * @param width of the window, in CSS pixels
   * @param scheme {@code light} or {@code dark}
   */
  public Browser open(URI page, int width, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    driver.get(page.toString());
    return this;
  }

  /** The elements that a CSS selector finds, in the page's order. */
  public List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** The visible texts of the elements that a CSS selector finds. */
  public List<String> texts(String selector) {
    return all(selector).stream().map(WebElement::getText).toList();
  }

  /** Clicks the first element that a CSS selector finds, and waits for the page that follows. */
  public void submit(String selector) {
    Object before = evaluate("performance.timeOrigin");
    all(selector).get(0).click();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (before.equals(evaluate("performance.timeOrigin"))
        || !"complete".equals(evaluate("document.readyState"))) {
      if (System.nanoTime() > end) {
        fail("no page follows a click on " + selector);
      }
    }
  }

  /** What a script returns. */
  public Object evaluate(String script) {
    return driver.executeScript("return " + script);
  }

  /** The page's title. */
  public String title() {
    return driver.getTitle();
  }

  /** How many pixels the page is wider than its window: 0 if it need not be scrolled sideways. */
  public long overflow() {
    return (Long)
        evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  /** What the console and the network said since the page before. */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::toString)
        .toList();
  }

  /** Saves a picture of the whole page. */
  public void photograph(Path png) throws IOException {
    Map<String, Object> picture =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    Files.createDirectories(png.toAbsolutePath().getParent());
    Files.write(png, Base64.getDecoder().decode((String) picture.get("data")));
  }

  @Override
  public void close() throws IOException {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
