// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.http;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy of the environment variables HTTPS_PROXY and NO_PROXY, which the JDK does not
 * read. The system properties that this class sets apply to all HTTPS clients of the process,
 * Google's libraries included; this machine is never reached through the proxy.
 *
 * @param login answers for the proxy; null if it needs no sign-in
 * @param exceptions the hosts that are reached directly, in the form of http.nonProxyHosts
 */
public record HttpProxy(String host, int port, @Nullable Authenticator login, String exceptions) {
  private static final String HOST = "https.proxyHost";
  private static final String PORT = "https.proxyPort";
  private static final int DEFAULT_PORT = 80;

  /** The JDK's own exceptions, which others would replace. */
  private static final String THIS_MACHINE = "localhost|127.*|[::1]";

  private static final String FORM =
      " is not of the form http://HOST:PORT or http://USER:PASSWORD@HOST:PORT (with"
          + " percent-encoded special characters), so it is not used";

  /**
   * Reads the variables; empty if there is no proxy. Lower-case names and ALL_PROXY are read, too.
   *
   * @throws IllegalArgumentException in one line that does not quote the value, if it is not the
   *     address of an HTTP proxy
   */
  public static Optional<HttpProxy> of(Map<String, String> variables) {
    Optional<String> name = variable(variables, "HTTPS_PROXY", "ALL_PROXY");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String value = variables.getOrDefault(name.get(), "").strip();
    URI address;
    try {
      address = URI.create(value.contains("://") ? value : "http://" + value);
    } catch (IllegalArgumentException e) {
      // Without the cause, because its message quotes the password.
      throw new IllegalArgumentException(name.get() + FORM);
    }
    String host = address.getHost();
    if (host == null || !"http".equalsIgnoreCase(address.getScheme())) {
      throw new IllegalArgumentException(name.get() + FORM);
    }
    int port = address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
    String user = address.getRawUserInfo();
    return Optional.of(
        new HttpProxy(
            host,
            port,
            user == null ? null : new Login(host, port, login(user)),
            exceptions(variable(variables, "NO_PROXY").map(variables::get).orElse(""))));
  }

  /** The name of the first of these variables that has a value, also in lower case. */
  private static Optional<String> variable(Map<String, String> variables, String... names) {
    return Arrays.stream(names)
        .flatMap(name -> Stream.of(name, name.toLowerCase(Locale.ROOT)))
        .filter(name -> !variables.getOrDefault(name, "").isBlank())
        .findFirst();
  }

  private static PasswordAuthentication login(String user) {
    String[] parts = user.split(":", 2);
    return new PasswordAuthentication(
        decoded(parts[0]), (parts.length < 2 ? "" : decoded(parts[1])).toCharArray());
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** A domain stands for its hosts, too, with or without a dot in front. */
  private static String exceptions(String noProxy) {
    return Stream.concat(
            Stream.of(THIS_MACHINE),
            Arrays.stream(noProxy.split("[,\\s]+"))
                .map(entry -> entry.replaceFirst(":\\d+$", "").replaceFirst("^\\*?\\.", ""))
                .filter(domain -> !domain.isEmpty())
                .map(domain -> domain.equals("*") ? "*" : domain + "|*." + domain))
        .collect(Collectors.joining("|"));
  }

  /** Sets the proxy for this process, unless its system properties have one. */
  public void use(Properties system) {
    if (system.getProperty(HOST) != null) {
      return;
    }
    system.setProperty(HOST, host);
    system.setProperty(PORT, Integer.toString(port));
    system.putIfAbsent("http.nonProxyHosts", exceptions);
    if (login != null) {
      // By default the JDK does not send a password in plain text.
      system.putIfAbsent("jdk.http.auth.tunneling.disabledSchemes", "");
      Authenticator.setDefault(login);
    }
  }

  /** Returns a client that signs in to the proxy of this process, if that needs it. */
  public static HttpClient signIn(HttpClient http) {
    return Authenticator.getDefault() instanceof Login login
        ? new ProxySignIn(http, login.header())
        : http;
  }

  /**
   * Returns the remedy of a network failure, which names the proxy.
   *
   * @param withoutProxy the remedy if there is no proxy
   */
  public static String networkRemedy(String withoutProxy) {
    return networkRemedy(withoutProxy, System.getenv(), System.getProperties());
  }

  static String networkRemedy(
      String withoutProxy, Map<String, String> variables, Properties system) {
    String used = system.getProperty(HOST);
    if (used != null) {
      return "Check the network of the machine that runs the job and its HTTP proxy "
          + used
          + ":"
          + system.getProperty(PORT, "443")
          + ", then run again.";
    }
    return variable(variables, "HTTPS_PROXY", "ALL_PROXY")
        .map(
            name ->
                "This JVM does not use the proxy of "
                    + name
                    + ": start it with -Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT, then run"
                    + " again.")
        .orElse(withoutProxy);
  }

  /** Answers for this proxy only, never for a server. */
  private static final class Login extends Authenticator {
    private final String host;
    private final int port;
    private final PasswordAuthentication answer;

    private Login(String host, int port, PasswordAuthentication answer) {
      this.host = host;
      this.port = port;
      this.answer = answer;
    }

    private String header() {
      String pair = answer.getUserName() + ":" + new String(answer.getPassword());
      return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      return getRequestorType() == RequestorType.PROXY
              && host.equals(getRequestingHost())
              && port == getRequestingPort()
          ? answer
          : null;
    }
  }
}
