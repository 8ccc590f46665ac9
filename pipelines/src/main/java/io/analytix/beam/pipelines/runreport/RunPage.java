// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The HTML page about a run: one self-contained file without scripts or network access. Names and
 * messages are untrusted text and always escaped.
 */
public final class RunPage {
  private static final Template TEMPLATE = template();

  private RunPage() {}

  /** The page of a run. The same facts and outcomes make the same page. */
  public static String html(RunFacts facts, RunSummary summary) {
    return TEMPLATE.execute(PageView.of(facts, summary));
  }

  private static Template template() {
    try (Reader page = resource("page.mustache")) {
      return Mustache.compiler()
          .escapeHTML(true)
          .strictSections(true)
          .emptyStringIsFalse(true)
          .zeroIsFalse(true)
          .withLoader(RunPage::resource)
          .compile(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reader resource(String name) {
    InputStream content = RunPage.class.getResourceAsStream(name);
    return new InputStreamReader(Objects.requireNonNull(content, name), StandardCharsets.UTF_8);
  }
}
