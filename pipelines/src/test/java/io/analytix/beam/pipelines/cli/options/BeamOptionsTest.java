// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.options;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BeamOptionsTest {
  @Test
  void getResources_registrars_areThoseWithoutGoogleCloud() throws IOException {
    ClassLoader all = BeamOptionsTest.class.getClassLoader();
    List<URL> kept =
        Collections.list(
            new BeamOptions.WithoutGoogleCloud(all).getResources(BeamOptions.REGISTRARS));

    assertThat(kept.toString()).contains("beam-runners-direct-java");
    assertThat(kept.toString()).doesNotContain("google-cloud-platform");
    assertThat(Collections.list(all.getResources(BeamOptions.REGISTRARS)).toString())
        .contains("google-cloud-platform");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--output=gs://bucket/youtube",
        "--outputDataset=project:youtube",
        "--tokenRecords=secretmanager:projects/demo/secrets/youtube-*",
        "--gcsEndpoint=http://127.0.0.1:1",
        "--nope"
      })
  void mayUseGoogleCloud_optionOfGoogleCloudOrUnknown_isTrue(String argument) {
    assertThat(BeamOptions.mayUseGoogleCloud("run", argument)).isTrue();
  }

  @Test
  void mayUseGoogleCloud_ownOptions_isFalse() {
    assertThat(BeamOptions.mayUseGoogleCloud("run", "--output=youtube", "--resume")).isFalse();
  }
}
