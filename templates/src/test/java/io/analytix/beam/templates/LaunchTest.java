// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.services.dataflow.model.LaunchFlexTemplateParameter;
import com.google.api.services.dataflow.model.LaunchFlexTemplateRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A launch that cannot work is refused by the parameter's name, before anything starts. */
final class LaunchTest {
  private static final String SPEC = "gs://bucket/analytix-nightly.json";
  private static final String IMAGE = "example.com/analytix@sha256:" + "0".repeat(64);

  private FakeLaunchService dataflow;

  @BeforeEach
  void start() throws IOException {
    dataflow =
        new FakeLaunchService().spec(SPEC, Specs.of(IMAGE, "2.71.0", TemplateForm.nightly()));
  }

  @AfterEach
  void stop() {
    dataflow.close();
  }

  @Test
  void launch_withWhatIsRequired_starts() throws Exception {
    HttpResponse<String> answer = launch("", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(dataflow.started()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "tokenRecords,,Missing required parameter",
    "clientSecrets,,Missing required parameter",
    "tokenRecord,x,Unrecognized parameter",
    "youtubeAnalyticsEndpoint,http://127.0.0.1,Unrecognized parameter",
    "asOf,2026-01-01T00:00:00Z,Unrecognized parameter",
    "streaming,true,Unrecognized parameter",
    "tokenRecords,file:tokens,does not match",
    "clientSecrets,file:client.json,does not match",
    "output,youtube,does not match",
    "startDate,yesterday,does not match",
    "endDate,2026-1-1,does not match",
    "lookbackDays,0,does not match",
    "queriesPerMinute,many,does not match",
    "failOn,sometimes,does not match",
    "reports,Channel Daily!,does not match",
  })
  void launch_withABadParameter_isRefusedByItsName(String name, String value, String description)
      throws Exception {
    HttpResponse<String> answer = launch(name, value);

    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode violation =
        new ObjectMapper().readTree(answer.body()).at("/error/details/0/parameterViolations/0");
    assertThat(violation.path("parameter").asText()).isEqualTo(name);
    assertThat(violation.path("description").asText()).contains(description);
    assertThat(dataflow.started()).isEmpty();
  }

  @Test
  void launch_whileAJobOfThatNameIsActive_isRefusedUntilItEnds() throws Exception {
    launch("", "");

    assertThat(launch("", "").statusCode()).isEqualTo(409);

    dataflow.end("analytix-nightly");
    assertThat(launch("", "").statusCode()).isEqualTo(200);
  }

  /** Launches with good parameters, except for one: null leaves it out. */
  private HttpResponse<String> launch(String name, String value) throws Exception {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("tokenRecords", "secretmanager:projects/p/secrets/analytix-channel-*");
    parameters.put("clientSecrets", "secretmanager:projects/p/secrets/analytix-client");
    parameters.put("output", "gs://bucket/youtube");
    if (value == null) {
      parameters.remove(name);
    } else if (!name.isEmpty()) {
      parameters.put(name, value);
    }
    String body =
        Specs.text(
            new LaunchFlexTemplateRequest()
                .setLaunchParameter(
                    new LaunchFlexTemplateParameter()
                        .setContainerSpecGcsPath(SPEC)
                        .setJobName("analytix-nightly")
                        .setParameters(parameters)));
    return dataflow.post(body);
  }
}
