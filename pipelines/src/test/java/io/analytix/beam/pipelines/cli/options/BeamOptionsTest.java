// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.options;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.io.FileSystemRegistrar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BeamOptionsTest {
  private static final String FILE_SYSTEMS =
      "META-INF/services/" + FileSystemRegistrar.class.getName();

  @Test
  void getResources_registrars_areHidden() throws IOException {
    ClassLoader all = BeamOptionsTest.class.getClassLoader();
    ClassLoader without = new BeamOptions.WithoutRegistrars(all);

    assertThat(Collections.list(all.getResources(BeamOptions.REGISTRARS))).isNotEmpty();
    assertThat(Collections.list(without.getResources(BeamOptions.REGISTRARS))).isEmpty();
    assertThat(Collections.list(without.getResources(FILE_SYSTEMS)))
        .isEqualTo(Collections.list(all.getResources(FILE_SYSTEMS)));
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
  void mayUseOthers_optionOfGoogleCloudOrUnknown_isTrue(String argument) {
    assertThat(BeamOptions.mayUseOthers(List.of("--resume", argument))).isTrue();
  }

  @Test
  void mayUseOthers_ownOptions_isFalse() {
    assertThat(BeamOptions.mayUseOthers(List.of("--output=youtube", "--resume"))).isFalse();
  }
}
