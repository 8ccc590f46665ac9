// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.internal.response.InvalidResponseException;
import io.analytix.beam.youtube.Group;
import io.analytix.beam.youtube.GroupPage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GroupsResponseParserTest {
  @Test
  void page_entryWithoutOptionalFields_isParsed() throws Exception {
    assertThat(GroupsResponseParser.page("{\"items\": [{\"id\": \"g\"}]}".getBytes(UTF_8)))
        .isEqualTo(new GroupPage(List.of(new Group("g", "", null, 0, "")), null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"items\": null}", "{\"items\": [], \"nextPageToken\": \"\"}"})
  void page_noItems_returnsEmpty(String body) throws Exception {
    assertThat(GroupsResponseParser.page(body.getBytes(UTF_8)))
        .isEqualTo(new GroupPage(List.of(), null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "{\"items\": [",
        "{\"items\": {}}",
        "{\"items\": [{}]}",
        "{\"errors\": {\"code\": [\"x\"]}}",
        "{\"error\": {\"code\": 500}}",
        "{\"items\": [{\"id\": \"g\", \"errors\": {}}]}",
        "{\"items\": [{\"id\": \"g\", \"contentDetails\": {\"itemCount\": \"many\"}}]}",
        "{\"items\": [{\"id\": \"g\", \"snippet\": {\"publishedAt\": \"then\"}}]}",
      })
  void page_anythingElse_throwsInvalidResponse(String body) {
    assertThrows(
        InvalidResponseException.class, () -> GroupsResponseParser.page(body.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"items\": [{\"id\": \"i\", \"groupId\": \"g\"}]}",
        "{\"items\": [{\"groupId\": \"g\", \"resource\": {\"id\": \"v\"}}]}",
        "{\"items\": [{\"id\": \"i\", \"resource\": {\"id\": \"v\"}}]}",
      })
  void items_withoutAnId_throwInvalidResponse(String body) {
    assertThrows(
        InvalidResponseException.class, () -> GroupsResponseParser.items(body.getBytes(UTF_8)));
  }
}
