// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.http;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpProxyTest {
  private static final String THIS_MACHINE = "localhost|127.*|[::1]";

  private static Properties properties(Map<String, String> variables) {
    Properties system = new Properties();
    HttpProxy.of(variables).ifPresent(proxy -> proxy.use(system));
    return system;
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:3128, 127.0.0.1, 3128",
    "HTTP://proxy.example.com:8080/, proxy.example.com, 8080",
    "proxy.example.com:8080, proxy.example.com, 8080",
    "' http://proxy.example.com ', proxy.example.com, 80",
  })
  void of_addressOfAProxy_setsTheProperties(String value, String host, String port) {
    for (String name : new String[] {"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"}) {
      assertThat(properties(Map.of(name, value)))
          .containsExactly(
              "https.proxyHost", host, "https.proxyPort", port, "http.nonProxyHosts", THIS_MACHINE);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';''",
        "127.0.0.1,localhost;|127.0.0.1|*.127.0.0.1|localhost|*.localhost",
        ".example.com, *.test;|example.com|*.example.com|test|*.test",
        "example.com:443 host;|example.com|*.example.com|host|*.host",
        "*;|*",
      })
  void of_noProxy_addsTheExceptions(String noProxy, String expected) {
    assertThat(
            properties(Map.of("HTTPS_PROXY", "http://p:1", "NO_PROXY", noProxy))
                .getProperty("http.nonProxyHosts"))
        .isEqualTo(THIS_MACHINE + expected);
  }

  @Test
  void use_propertiesOfTheJvm_areKept() {
    Properties system = new Properties();
    system.setProperty("https.proxyHost", "other");

    HttpProxy.of(Map.of("HTTPS_PROXY", "http://p:1")).orElseThrow().use(system);

    assertThat(system).containsExactly("https.proxyHost", "other");
    assertThat(HttpProxy.of(Map.of("HTTPS_PROXY", "", "NO_PROXY", "x"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socks5://user:planted@p:1",
        "https://user:planted@p:1",
        "http://user:plan ted@p:1",
        "http://user:planted@",
        "user:planted@",
      })
  void of_noAddressOfAnHttpProxy_isRefusedWithoutQuotingIt(String value) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> HttpProxy.of(Map.of("HTTPS_PROXY", value)));

    assertThat(refused).hasMessageThat().startsWith("HTTPS_PROXY is not of the form http://");
    assertThat(refused).hasMessageThat().doesNotContain("planted");
    assertThat(refused).hasCauseThat().isNull();
  }

  @Test
  void of_login_isNotPrinted() {
    HttpProxy proxy =
        HttpProxy.of(Map.of("HTTPS_PROXY", "http://planted-user:planted%40word@p:1")).orElseThrow();

    assertThat(proxy.login()).isNotNull();
    assertThat(proxy.toString()).doesNotContain("planted");
  }

  @Test
  void send_signedIn_connectsThroughTheProxyAndReachesThisMachineDirectly() throws Exception {
    List<String> heads = Collections.synchronizedList(new ArrayList<>());
    Properties system = System.getProperties();
    Properties before = (Properties) system.clone();
    try (ServerSocket listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread answers = new Thread(() -> answer(listener, heads));
      answers.setDaemon(true);
      answers.start();
      int port = listener.getLocalPort();
      HttpProxy.of(Map.of("HTTPS_PROXY", "http://us%40er:pass@127.0.0.1:" + port))
          .orElseThrow()
          .use(system);
      HttpClient http = HttpProxy.signIn(HttpClient.newHttpClient());

      assertThrows(IOException.class, () -> send(http, "https://oauth2.googleapis.com/token"));
      assertThat(send(http, "http://127.0.0.1:" + port + "/direct")).isEqualTo(502);
    } finally {
      Authenticator.setDefault(null);
      system.clear();
      system.putAll(before);
    }
    assertThat(heads).hasSize(2);
    assertThat(heads.get(0)).startsWith("CONNECT oauth2.googleapis.com:443 ");
    assertThat(heads.get(1)).startsWith("GET /direct ");
    assertThat(heads.get(1)).doesNotContain("Proxy-Authorization");
  }

  private static int send(HttpClient http, String address) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address)).version(HttpClient.Version.HTTP_1_1).build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** Notes the head of each request and refuses it. */
  private static void answer(ServerSocket listener, List<String> heads) {
    try {
      while (true) {
        try (Socket socket = listener.accept()) {
          BufferedReader in =
              new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
          StringBuilder head = new StringBuilder();
          for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            head.append(line).append("\n");
          }
          heads.add(head.toString());
          socket
              .getOutputStream()
              .write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
        }
      }
    } catch (IOException e) {
      // The listener is closed.
    }
  }

  @Test
  void networkRemedy_namesTheProxyOrHowToSetIt() {
    Properties used = properties(Map.of("HTTPS_PROXY", "http://p:8080"));
    Map<String, String> set = Map.of("https_proxy", "http://user:planted@p:1");

    assertThat(HttpProxy.networkRemedy("x", Map.of(), used)).contains("proxy p:8080");
    assertThat(HttpProxy.networkRemedy("x", set, new Properties()))
        .startsWith("This JVM does not use the proxy of https_proxy: start it with -Dhttps.proxy");
    assertThat(HttpProxy.networkRemedy("x", Map.of(), new Properties())).isEqualTo("x");
  }
}
