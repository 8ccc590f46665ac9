// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientSecretsTest {
  private static final String SECRET = "GOCSPX-planted";

  @TempDir Path folder;

  private static ClientSecrets parse(String json) {
    return ClientSecrets.parse(json.getBytes(UTF_8));
  }

  private static String client(String kind, String more) {
    return "{\""
        + kind
        + "\":{\"client_id\":\"id\",\"client_secret\":\""
        + SECRET
        + "\""
        + more
        + "}}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"installed", "web"})
  void parse_googlesFile_givesTheClientAndItsEndpoint(String kind) {
    ClientSecrets usual = parse(client(kind, ""));
    ClientSecrets named =
        parse(
            client(
                kind,
                ",\"auth_uri\":\"https://accounts.google.com/o/oauth2/auth\","
                    + "\"token_uri\":\"http://127.0.0.1:8080/token\",\"redirect_uris\":[\"x\"]"));

    ClientSecrets.Kind which = ClientSecrets.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
    assertThat(usual)
        .isEqualTo(
            new ClientSecrets(
                which,
                "id",
                Secret.of(SECRET),
                URI.create("https://accounts.google.com/o/oauth2/v2/auth"),
                URI.create("https://oauth2.googleapis.com/token"),
                List.of()));
    assertThat(named)
        .isEqualTo(
            new ClientSecrets(
                which,
                "id",
                Secret.of(SECRET),
                URI.create("https://accounts.google.com/o/oauth2/auth"),
                URI.create("http://127.0.0.1:8080/token"),
                List.of("x")));
    assertThat(named.toString()).doesNotContain("planted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GOCSPX-planted",
        "\"GOCSPX-planted\"",
        "null",
        "[]",
        "{}",
        "{\"installed\":\"GOCSPX-planted\"}",
        "{\"installed\":{\"client_secret\":\"GOCSPX-planted\"}}",
        "{\"installed\":{\"client_id\":\"id\",\"client_secret\":\" \"}}",
        "{\"installed\":{\"client_id\":\"id\",\"client_secret\":\"****GOCSPX-planted\"}}",
        "{\"refresh_token\":\"GOCSPX-planted\",\"client_secret\":\"GOCSPX-planted\"}",
        "{\"client_id\":\"id\",\"client_secret\":\"GOCSPX-planted\"}",
        "{\"type\":\"service_account\",\"private_key\":\"GOCSPX-planted\"}",
        "{\"installed\":{\"client_id\":\"id\",\"client_secret\":\"GOCSPX-planted\"}",
        "{\"installed\":{\"client_id\":\"id\",\"client_secret\":\"GOCSPX-planted\"}} {}",
        "{\"installed\":{\"client_id\":\"id\",\"client_secret\":\"GOCSPX-planted\"}}"
            + " GOCSPX-planted",
        "{\"installed\":{\"client_id\":\"id\",\"client_id\":\"GOCSPX-planted\",\"client_secret\":\"s\"}}",
        "{\"installed\":{\"a\":{\"a\":{\"a\":1e999999999999}}}}"
      })
  void parse_otherFile_isRefusedWithoutQuotingIt(String json) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> parse(json));

    assertThat(refusal).hasMessageThat().contains("download the OAuth client's JSON");
    assertThat(refusal).hasMessageThat().doesNotContain("planted");
    assertThat(refusal).hasCauseThat().isNull();
  }

  @Test
  void parse_otherFile_saysWhatItIs() {
    Map<String, String> files =
        Map.of(
            "{'type':'service_account','private_key':'x'}", "key of a service account",
            "{'type':'external_account'}", "credential for Google Cloud",
            "{'type':'authorized_user','refresh_token':'x'}", "is a token record",
            "{'web':{'client_id':'id'}}", "only when it is made: add a new one",
            "{'installed':{'client_id':'id','client_secret':'****wxyz'}}", "masked client_secret");
    files.forEach(
        (file, words) ->
            assertThat(
                    assertThrows(
                        IllegalArgumentException.class, () -> parse(file.replace('\'', '"'))))
                .hasMessageThat()
                .contains(words));
  }

  @Test
  void parse_utf16WithByteOrderMark_isRead() {
    byte[] file = ("\uFEFF" + client("installed", "")).getBytes(StandardCharsets.UTF_16LE);

    assertThat(ClientSecrets.parse(file).clientId()).isEqualTo("id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://oauth2.googleapis.com/token",
        "https://accounts.google.com/o/oauth2/token",
        "HTTPS://OAUTH2.GOOGLEAPIS.COM/token",
        "https://youtubeanalytics.mtls.googleapis.com",
        "https://oauth2.googleapis.com:443/token",
        "http://127.0.0.1:8080/token",
        "http://127.1.2.3/",
        "https://localhost:1",
        "http://[::1]:8080/",
        "http://[0:0:0:0:0:0:0:1]/"
      })
  void check_googleOrThisMachine_isTrusted(String address) {
    assertThat(TrustedEndpoint.check("x", address)).isEqualTo(URI.create(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "token",
        "//oauth2.googleapis.com/token",
        "http://oauth2.googleapis.com/token",
        "ftp://oauth2.googleapis.com/",
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        "https:oauth2.googleapis.com",
        "https:///token",
        "https://googleapis.com/token",
        "https://.googleapis.com/token",
        "https://evilgoogleapis.com/token",
        "https://oauth2.googleapis.com.evil.com/token",
        "https://oauth2.googleapis.com./token",
        "https://google.com/",
        "https://xaccounts.google.com/",
        "https://accounts.google.com@evil.com/",
        "https://accounts.google.com:x@evil.com/",
        "https://me@accounts.google.com/",
        "https://@accounts.google.com/",
        "http://me:pass@127.0.0.1/",
        "https://evil.com/oauth2.googleapis.com",
        "https://evil.com#.googleapis.com",
        "https://evil.com?.googleapis.com",
        "https://evil.com\\.googleapis.com/",
        "https://evil.com%2f.googleapis.com/",
        "https://evil.com\u2024googleapis.com/",
        "https://oauth2\uFF0Egoogleapis.com/",
        "http://127.evil.com/",
        "http://127.0.0.1.evil.com/",
        "http://0127.0.0.1/",
        "http://2130706433/",
        "http://localhost.evil.com/",
        "http://[::1%25eth0]/",
        "http://[::2]/",
        "http://[::ffff:10.0.0.1]/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://169.254.169.254/computeMetadata"
      })
  void check_anythingElse_isRefusedBeforeASecretIsRead(String address) {
    assertThrows(
        IllegalArgumentException.class, () -> TrustedEndpoint.check("x", address), address);
    String json = client("web", ",\"token_uri\":\"" + address.replace("\\", "\\\\") + "\"");
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> parse(json), address);
    assertThat(refusal).hasMessageThat().contains("token_uri");
    assertThat(refusal).hasMessageThat().doesNotContain("planted");
    String auth = client("web", ",\"auth_uri\":\"" + address.replace("\\", "\\\\") + "\"");
    assertThrows(IllegalArgumentException.class, () -> parse(auth), address);
  }

  @Test
  void file_missingOrAFolder_namesTheFile() throws Exception {
    String missing = folder.resolve("no.json").toString();
    assertThat(assertThrows(IOException.class, () -> ClientSecretsSource.file(missing).read()))
        .hasMessageThat()
        .isEqualTo("client secrets: there is no file '" + missing + "'");
    assertThrows(IOException.class, () -> ClientSecretsSource.file(folder.toString()).read());
    Path file = Files.writeString(folder.resolve("client.json"), client("web", ""));
    assertThat(ClientSecretsSource.file(file.toString()).read().clientId()).isEqualTo("id");
  }
}
