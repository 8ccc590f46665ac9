// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.testing.bulk.CsvText;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportingApiTest {
  private static final Instant START = Instant.parse("2026-10-01T09:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final String BASIC = "channel_basic_a3";
  private static final Map<String, String> FOR_ACME = Map.of("onBehalfOfContentOwner", "acme");

  private final SimulatedChannel channel = SimulatedChannel.named("open").build();
  private final SimulatedChannel stranger = SimulatedChannel.named("stranger").build();
  private final World world =
      World.builder(3)
          .channel(channel)
          .channel(stranger)
          .contentOwner("acme", channel, SimulatedChannel.named("other").build())
          .contentOwner("rival", stranger)
          .build();
  private final BulkWorld bulk = world.bulk();
  private final MovableClock clock = new MovableClock(START);
  private final SimulatedGoogle google =
      SimulatedGoogle.start(world, clock).accessTokenLifetime(Duration.ofDays(400));
  private final Client client = new Client(google);
  private String token = "";
  private String ofOwner = "";

  @BeforeEach
  void signIn() throws Exception {
    token = client.accessToken(channel);
    ofOwner = client.accessToken(world.contentOwners().get(0));
  }

  @AfterEach
  void stop() {
    google.close();
  }

  @Test
  void lists_withoutItems_areEmptyObjects() throws Exception {
    assertThat(get("v1/jobs").body()).isEqualTo("{}");

    String job = bulk.createJob(channel.id(), BASIC, START);
    assertThat(get("v1/jobs/" + job + "/reports").body()).isEqualTo("{}");
  }

  @Test
  void reportTypes_ofAChannelAndAContentOwner_areThoseWithJobs() throws Exception {
    google.reportingPageSize(7);
    List<String> ofChannel = ids(all("v1/reportTypes", "reportTypes", token, Map.of()));

    assertThat(ofChannel).hasSize(19);
    assertThat(ofChannel).containsAtLeast(BASIC, "playlist_basic_a2", "channel_reach_basic_a1");
    assertThat(ofChannel).containsNoneOf("channel_basic_a2", "content_owner_basic_a4");

    List<String> ofUsers = ids(all("v1/reportTypes", "reportTypes", ofOwner, FOR_ACME));
    assertThat(ofUsers).contains("content_owner_basic_a4");
    assertThat(ofUsers).doesNotContain("content_owner_ad_revenue_raw_a1");
    Map<String, String> withSystem = new HashMap<>(FOR_ACME);
    withSystem.put("includeSystemManaged", "true");
    List<JsonNode> all = all("v1/reportTypes", "reportTypes", ofOwner, withSystem);
    assertThat(ids(all)).containsAtLeastElementsIn(ofUsers);
    assertThat(
            all.stream()
                .filter(type -> type.get("id").asText().equals("content_owner_ad_revenue_raw_a1"))
                .map(type -> type.get("systemManaged").asBoolean()))
        .containsExactly(true);
  }

  @Test
  void createJob_again_isAConflict() throws Exception {
    Client.Reply created = create(BASIC);

    assertThat(created.status()).isEqualTo(200);
    assertThat(created.json().get("reportTypeId").asText()).isEqualTo(BASIC);
    assertThat(created.json().get("id").asText()).matches("[0-9a-f-]{36}");
    assertThat(Instant.parse(created.json().get("createTime").asText())).isEqualTo(START);
    assertThat(create(BASIC).status()).isEqualTo(409);
    assertThat(all("v1/jobs", "jobs", token, Map.of())).containsExactly(created.json());
    assertThat(get("v1/jobs/" + created.json().get("id").asText()).json())
        .isEqualTo(created.json());
    assertThat(bulk.jobs(channel.id())).containsExactly(BASIC, START);
  }

  @ParameterizedTest
  @CsvSource({
    "channel_traffic_source_a2, 404",
    "no_such_type, 404",
    "content_owner_basic_a4, 404",
    "'', 400"
  })
  void createJob_ofATypeThatIsNotOffered_isRefused(String type, int status) throws Exception {
    assertThat(create(type).status()).isEqualTo(status);
    assertThat(bulk.jobs(channel.id())).isEmpty();
  }

  @Test
  void createJob_ofARetiredType_isNotFoundFromItsEnd() throws Exception {
    bulk.retire(BASIC, START.plus(DAY));
    JsonNode job = create(BASIC).json();

    assertThat(job.get("expireTime").asText()).isEqualTo("2026-10-02T09:00:00Z");
    assertThat(deprecations()).containsExactly(BASIC, "2026-10-02T09:00:00Z");
    clock.move(DAY);
    assertThat(ids(all("v1/reportTypes", "reportTypes", token, Map.of()))).doesNotContain(BASIC);
    assertThat(create(BASIC).status()).isEqualTo(404);
  }

  @Test
  void systemManagedJobs_areListedOnRequestAndCreatedByNoUser() throws Exception {
    String type = "content_owner_ad_revenue_raw_a1";
    String job = bulk.createJob("acme", type, START);
    clock.move(DAY.multipliedBy(45));
    Map<String, String> withSystem = new HashMap<>(FOR_ACME);
    withSystem.put("includeSystemManaged", "true");

    assertThat(all("v1/jobs", "jobs", ofOwner, FOR_ACME)).isEmpty();
    assertThat(ids(all("v1/jobs", "jobs", ofOwner, withSystem))).containsExactly(job);
    List<JsonNode> reports = all("v1/jobs/" + job + "/reports", "reports", ofOwner, FOR_ACME);
    assertThat(reports.stream().map(one -> one.get("startTime").asText()))
        .contains("2026-09-01T07:00:00Z");
    assertThat(reports.stream().map(one -> one.get("endTime").asText()))
        .contains("2026-10-01T07:00:00Z");
    assertThat(post("v1/jobs", ofOwner, FOR_ACME, body(type)).status()).isEqualTo(403);
  }

  @Test
  void contentOwner_thatIsNotNamedOrManaged_hasNoJobs() throws Exception {
    String job = bulk.createJob("acme", "content_owner_basic_a4", START);
    String path = "v1/jobs/" + job;

    assertThat(client.get(path, ofOwner, FOR_ACME).status()).isEqualTo(200);
    assertThat(client.get(path, ofOwner, Map.of()).status()).isEqualTo(404);
    assertThat(client.get("v1/jobs", ofOwner, Map.of()).body()).isEqualTo("{}");
    assertThat(client.get(path, token, FOR_ACME).status()).isEqualTo(403);
    String ofRival = client.accessToken(world.contentOwners().get(1));
    assertThat(client.get(path, ofRival, Map.of("onBehalfOfContentOwner", "rival")).status())
        .isEqualTo(404);
  }

  @Test
  void monetaryReportType_withoutTheScope_isForbidden() throws Exception {
    String type = "content_owner_estimated_revenue_a1";
    String scope = SimulatedChannel.ANALYTICS_SCOPE;
    String code =
        new ConsentingUser(client, "acme")
            .allows(ConsentingUser.request(scope, Map.of()), scope)
            .getOrDefault("code", "");
    String poor =
        client
            .exchange(code, Map.of("redirect_uri", ConsentingUser.REDIRECT))
            .json()
            .get("access_token")
            .asText();

    Client.Reply refused = post("v1/jobs", poor, FOR_ACME, body(type));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.reason()).isEqualTo("insufficientPermissions");
    assertThat(post("v1/jobs", ofOwner, FOR_ACME, body(type)).status()).isEqualTo(200);
  }

  @Test
  void deleteJob_isRecordedAndEndsTheFiles() throws Exception {
    String job = bulk.createJob(channel.id(), BASIC, START);
    Set<String> before = idsOf(bulk.files(channel.id(), BASIC, START.plus(DAY)));

    Client.Reply deleted =
        Client.send(
            client.request("v1/jobs/" + job, token, Map.of()).DELETE(), Duration.ofSeconds(30));

    assertThat(deleted.body()).isEqualTo("{}");
    assertThat(get("v1/jobs/" + job).status()).isEqualTo(404);
    assertThat(google.recordedCalls(Call.Kind.JOBS).stream().map(one -> one.call().method()))
        .containsExactly("DELETE", "GET")
        .inOrder();

    clock.move(Duration.ofHours(1));
    assertThat(create(BASIC).json().get("id").asText()).isNotEqualTo(job);
    List<BulkFile> again = bulk.files(channel.id(), BASIC, clock.instant().plus(DAY));
    assertThat(again).hasSize(before.size());
    assertThat(idsOf(again)).containsNoneIn(before);
  }

  @Test
  void reportsList_filters_areStrictOrNotAsDocumented() throws Exception {
    String job = bulk.createJob(channel.id(), BASIC, START);
    clock.move(DAY.multipliedBy(12));
    List<BulkFile> files = bulk.files(channel.id(), BASIC, clock.instant());
    BulkFile one = files.get(5);

    assertThat(listed(job, Map.of())).isEqualTo(idsOf(files));
    assertThat(listed(job, Map.of("createdAfter", one.createTime().toString())))
        .isEqualTo(
            idsOf(
                files.stream()
                    .filter(file -> file.createTime().isAfter(one.createTime()))
                    .toList()));
    assertThat(listed(job, Map.of("startTimeAtOrAfter", one.startTime().toString())))
        .isEqualTo(idsOf(files.subList(5, files.size())));
    assertThat(listed(job, Map.of("startTimeBefore", one.startTime().toString())))
        .isEqualTo(idsOf(files.subList(0, 5)));
    assertThat(
            client
                .get("v1/jobs/" + job + "/reports", token, Map.of("createdAfter", "yesterday"))
                .status())
        .isEqualTo(400);
  }

  /** A client that stores, night after night, the newest file of each listed day. */
  @Test
  void nightlyClient_storesTheTruth() throws Exception {
    bulk.history(BulkHistory.EVENTFUL);
    google.reportingPageSize(20);
    for (String type : List.of(BASIC, "playlist_traffic_source_a2", "channel_reach_combined_a1")) {
      String job = bulk.createJob(channel.id(), type, clock.instant());
      Instant first = clock.instant();
      Map<LocalDate, List<List<String>>> stored = new TreeMap<>();
      Set<String> downloaded = new HashSet<>();
      for (int night = 0; night < 10; night++) {
        clock.move(DAY);
        List<JsonNode> reports =
            new ArrayList<>(all("v1/jobs/" + job + "/reports", "reports", token, Map.of()));
        reports.sort(
            Comparator.comparing((JsonNode one) -> Instant.parse(one.get("createTime").asText()))
                .thenComparing(one -> new BigInteger(one.get("id").asText())));
        for (JsonNode report : reports) {
          if (downloaded.add(report.get("id").asText())) {
            List<List<String>> lines =
                CsvText.parse(text(media(report.get("downloadUrl").asText(), token, true)));
            if (lines.size() > 1) {
              stored.put(day(report), lines);
            }
          }
        }
        Map<LocalDate, List<List<String>>> expected = new TreeMap<>();
        bulk.current(channel.id(), type, first, clock.instant())
            .forEach((day, file) -> expected.put(day, CsvText.parse(file.csv())));
        assertWithMessage("%s night %s", type, night).that(stored).isEqualTo(expected);
      }
    }
  }

  @Test
  void media_isGzipOrPlainByAcceptEncodingAndSomeFilesAlwaysPlain() throws Exception {
    String job = bulk.createJob(channel.id(), BASIC, START);
    clock.move(DAY);
    int compressed = 0;
    for (BulkFile file : bulk.files(channel.id(), BASIC, clock.instant())) {
      String url = report(job, file, token, Map.of()).json().get("downloadUrl").asText();
      HttpResponse<byte[]> plain = media(url, token, false);
      HttpResponse<byte[]> any = media(url, token, true);

      assertThat(new String(plain.body(), StandardCharsets.UTF_8)).isEqualTo(file.csv());
      assertThat(text(any)).isEqualTo(file.csv());
      compressed += encoding(any).equals("gzip") ? 1 : 0;
    }
    assertThat(compressed).isAtLeast(15);
    assertThat(compressed).isAtMost(29);
  }

  @Test
  void media_ofTheContentOwner_needsNoNameOfTheOwner() throws Exception {
    String job = bulk.createJob("acme", "content_owner_asset_basic_a3", START);
    clock.move(DAY);
    BulkFile file = bulk.files("acme", "content_owner_asset_basic_a3", clock.instant()).get(0);
    String url = report(job, file, ofOwner, FOR_ACME).json().get("downloadUrl").asText();

    assertThat(text(media(url, ofOwner, true))).isEqualTo(file.csv());
    assertThat(media(url, token, true).statusCode()).isEqualTo(404);
    assertThat(media(url, "none", true).statusCode()).isEqualTo(401);
    assertThat(media(url.replace("?alt=media", ""), ofOwner, true).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404})
  void media_ofAnExpiredUrl_isRefusedUntilListedAgain(int status) throws Exception {
    String job = bulk.createJob(channel.id(), BASIC, START);
    clock.move(DAY);
    BulkFile file = bulk.files(channel.id(), BASIC, clock.instant()).get(0);
    String url = report(job, file, token, Map.of()).json().get("downloadUrl").asText();

    google.expireDownloadUrls(status);

    assertThat(media(url, token, true).statusCode()).isEqualTo(status);
    String fresh = report(job, file, token, Map.of()).json().get("downloadUrl").asText();
    assertThat(media(fresh, token, true).statusCode()).isEqualTo(200);
    clock.move(DAY.multipliedBy(60));
    assertThat(media(fresh, token, true).statusCode()).isEqualTo(404);
    assertThat(report(job, file, token, Map.of()).status()).isEqualTo(404);
  }

  @Test
  void faults_ofDownloads_breakTheFileInTheirWay() throws Exception {
    String job = bulk.createJob(channel.id(), BASIC, START);
    clock.move(DAY);
    BulkFile file =
        bulk.files(channel.id(), BASIC, clock.instant()).stream()
            .filter(one -> !one.id().endsWith("3") && one.texts().size() > 1)
            .findFirst()
            .orElseThrow();
    String url = report(job, file, token, Map.of()).json().get("downloadUrl").asText();

    google.faults().next(1, Fault.SHORT_BODY);
    HttpResponse<byte[]> cut = media(url, token, true);
    assertThrows(EOFException.class, () -> text(cut));
    google.faults().next(1, Fault.SHORT_BODY);
    assertThat(text(media(url, token, false)))
        .isEqualTo(file.csv().substring(0, file.csv().length() - 8));
    google.faults().next(1, Fault.UNLABELLED_GZIP);
    HttpResponse<byte[]> unlabelled = media(url, token, true);
    assertThat(encoding(unlabelled)).isEmpty();
    assertThat(unlabelled.body()[0]).isEqualTo(0x1f);
    assertThat(text(unlabelled)).isEqualTo(file.csv());
    google.faults().next(1, Fault.EMPTY_FILE);
    assertThat(media(url, token, true).body()).isEmpty();

    google.faults().next(1, Fault.FILE_WITH_QUOTES);
    String quoted = text(media(url, token, true));
    assertThat(quoted).startsWith("\uFEFF\"");
    assertThat(CsvText.parse(quoted.substring(1).replace("\"\r\n", "\"\n")))
        .isEqualTo(CsvText.parse(file.csv()));

    int columns = file.columns().size();
    int rows = file.texts().size();
    List<List<String>> lines = faulty(Fault.FILE_WITH_SHORT_ROW, url);
    assertThat(lines.get(rows)).hasSize(columns - 1);
    assertThat(faulty(Fault.FILE_WITHOUT_COLUMN, url).get(0)).doesNotContain("video_id");
    assertThat(faulty(Fault.FILE_WITH_COLUMN_TWICE, url).get(0).get(columns - 1))
        .isEqualTo(file.columns().get(0));
    assertThat(faulty(Fault.FILE_WITH_OTHER_DATE, url).get(rows)).contains("20010101");
    assertThat(faulty(Fault.FILE_WITHOUT_NUMBER, url).get(rows)).contains("many");
    assertThat(faulty(Fault.FILE_WITH_ROW_TWICE, url)).hasSize(rows + 2);
  }

  @Test
  void quotas_countEveryRequest() throws Exception {
    google.reportingQuota(3).reportingDailyQuota(5);
    String job = bulk.createJob(channel.id(), BASIC, START);
    for (String path : List.of("v1/reportTypes", "v1/jobs", "v1/jobs/" + job + "/reports")) {
      assertThat(get(path).status()).isEqualTo(200);
    }
    assertThat(unitOfRefusal(get("v1/jobs"))).isEqualTo("1/min/{project}");
    clock.move(Duration.ofMinutes(1));
    assertThat(get("v1/jobs").status()).isEqualTo(200);
    assertThat(unitOfRefusal(get("v1/jobs"))).isEqualTo("1/d/{project}");
    assertThat(google.reportingRequestsUsed()).isEqualTo(6);
  }

  private static String unitOfRefusal(Client.Reply reply) {
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.json().at("/error/details/0/metadata/service").asText())
        .isEqualTo("youtubereporting.googleapis.com");
    return reply.json().at("/error/details/0/metadata/quota_unit").asText();
  }

  private List<List<String>> faulty(Fault fault, String url) throws Exception {
    google.faults().next(1, fault);
    return CsvText.parse(text(media(url, token, true)));
  }

  private Client.Reply get(String path) throws Exception {
    return client.get(path, token, Map.of());
  }

  private Client.Reply create(String type) throws Exception {
    return post("v1/jobs", token, Map.of(), body(type));
  }

  private static String body(String type) {
    return "{\"reportTypeId\": \"" + type + "\", \"name\": \"a name\"}";
  }

  private Client.Reply post(
      String path, String accessToken, Map<String, String> parameters, String body)
      throws Exception {
    return Client.send(
        client
            .request(path, accessToken, parameters)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        Duration.ofSeconds(30));
  }

  private List<JsonNode> all(
      String path, String name, String accessToken, Map<String, String> parameters)
      throws Exception {
    List<JsonNode> items = new ArrayList<>();
    Map<String, String> given = new HashMap<>(parameters);
    while (true) {
      JsonNode page = client.get(path, accessToken, given).json();
      page.path(name).forEach(items::add);
      if (!page.has("nextPageToken")) {
        return items;
      }
      given.put("pageToken", page.get("nextPageToken").asText());
    }
  }

  private static List<String> ids(List<JsonNode> items) {
    return items.stream().map(item -> item.get("id").asText()).toList();
  }

  private Map<String, String> deprecations() throws Exception {
    Map<String, String> ends = new HashMap<>();
    all("v1/reportTypes", "reportTypes", token, Map.of()).stream()
        .filter(type -> type.has("deprecateTime"))
        .forEach(type -> ends.put(type.get("id").asText(), type.get("deprecateTime").asText()));
    return ends;
  }

  private Set<String> listed(String job, Map<String, String> parameters) throws Exception {
    return new HashSet<>(ids(all("v1/jobs/" + job + "/reports", "reports", token, parameters)));
  }

  private static Set<String> idsOf(List<BulkFile> files) {
    Set<String> ids = new HashSet<>();
    files.forEach(file -> ids.add(file.id()));
    return ids;
  }

  private Client.Reply report(
      String job, BulkFile file, String accessToken, Map<String, String> parameters)
      throws Exception {
    return client.get("v1/jobs/" + job + "/reports/" + file.id(), accessToken, parameters);
  }

  private static LocalDate day(JsonNode report) {
    return LocalDate.parse(
        report.get("startTime").asText().substring(0, 10), DateTimeFormatter.ISO_LOCAL_DATE);
  }

  private static HttpResponse<byte[]> media(String url, String accessToken, boolean gzip)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + accessToken);
    if (gzip) {
      request.header("Accept-Encoding", "gzip");
    }
    return Client.http().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Returns the text of a body, which may be compressed. */
  private static String text(HttpResponse<byte[]> media) throws IOException {
    byte[] bytes = media.body();
    boolean isGzip = bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    return new String(
        isGzip ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes() : bytes,
        StandardCharsets.UTF_8);
  }

  private static String encoding(HttpResponse<byte[]> media) {
    return media.headers().firstValue("Content-Encoding").orElse("");
  }
}
