// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.testing.server.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The responses of all faults are equal to the error bodies collected from Google's services. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultCatalogueTest {
  private final SimulatedChannel channel = SimulatedChannel.named("open").build();
  private final SimulatedGoogle google =
      SimulatedGoogle.start(World.builder(3).channel(channel).build());
  private final Client client = new Client(google);
  private String token = "";

  @BeforeAll
  void authorise() throws Exception {
    token = client.accessToken(channel);
  }

  @AfterAll
  void stop() {
    google.close();
  }

  static List<Arguments> collected() throws IOException {
    List<Arguments> all = new ArrayList<>();
    try (InputStream json =
        Objects.requireNonNull(FaultCatalogueTest.class.getResourceAsStream("errors.json"))) {
      for (JsonNode error : Json.MAPPER.readTree(json)) {
        all.add(
            Arguments.of(
                error.get("id").asText(), error.get("httpStatus").asInt(), error.get("body")));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("collected")
  void fault_byId_isTheCollectedAnswer(String id, int status, JsonNode body) throws Exception {
    Fault fault = Fault.byId(id);
    google.faults().next(1, fault);
    Client.Reply reply = query(fault.kind());

    assertThat(reply.status()).isEqualTo(status);
    if (body.isObject()) {
      assertThat(reply.json()).isEqualTo(body);
    } else if (body.isTextual()) {
      assertContainsPieces(reply.body(), body.asText());
    } else {
      // Its message is unknown.
      assertThat(reply.reason()).isEqualTo("badRequest");
    }
    assertThat(query(fault.kind()).status()).isEqualTo(200);
  }

  private Client.Reply query(Call.Kind kind) throws Exception {
    return switch (kind) {
      case TOKEN -> client.refresh(channel);
      case TOKEN_INFO -> client.get("tokeninfo?access_token=" + token);
      default ->
          client.report(
              token,
              Map.of(
                  "ids", "channel==MINE",
                  "startDate", "2026-09-01",
                  "endDate", "2026-09-02",
                  "metrics", "views"));
    };
  }

  private static void assertContainsPieces(String text, String pieces) {
    int from = 0;
    for (String piece : pieces.split(" *\\.\\.\\. *", -1)) {
      int found = text.indexOf(piece, from);
      assertThat(found).isAtLeast(from);
      from = found + piece.length();
    }
  }

  @Test
  void ids_areThoseCollected() throws Exception {
    List<Object> ids = collected().stream().map(one -> one.get()[0]).toList();

    assertThat(Fault.ids()).containsExactlyElementsIn(ids);
    assertThrows(IllegalArgumentException.class, () -> Fault.byId("no-such-fault"));
  }

  @Test
  void errorsInside200_ofGroups_nameTheGroupsList() throws Exception {
    google.faults().next(Call.Kind.GROUPS, 1, Fault.ERRORS_INSIDE_200);
    JsonNode body = client.get("v2/groups", token, Map.of("mine", "true")).json();

    assertThat(body.get("kind").asText()).isEqualTo("youtube#groupListResponse");
    assertThat(body.at("/errors/code").asText()).isEqualTo("INTERNAL_ERROR");
    assertThat(body.has("items")).isFalse();
  }

  @Test
  void refusals_ofTokens_sayHowToAuthenticate() throws Exception {
    google.faults().next(1, Fault.BAD_TOKEN).next(1, Fault.byId("insufficient-scope"));
    String badToken =
        query(Call.Kind.REPORT).response().headers().firstValue("WWW-Authenticate").get();
    String scope =
        query(Call.Kind.REPORT).response().headers().firstValue("WWW-Authenticate").get();

    assertThat(badToken)
        .isEqualTo("Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"");
    assertThat(scope).contains("error=\"insufficient_scope\"");
  }
}
