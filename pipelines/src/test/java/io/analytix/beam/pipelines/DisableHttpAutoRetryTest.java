// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.fn.JvmInitializers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A worker's JVM that is started without the flag: what the JDK's client does there with a request
 * to which a kept-alive connection has no answer.
 */
final class DisableHttpAutoRetryTest {
  /** That the plain JVM sends it again shows that the server provokes what is prevented. */
  @ParameterizedTest
  @CsvSource({"worker,1", "plain,2"})
  void request_onAClosedConnection_isSentOnceByAWorker(String jvm, int times) throws Exception {
    try (FickleServer server = new FickleServer()) {
      Process process = start(jvm, server.address());
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertWithMessage(said).that(process.waitFor()).isEqualTo(0);
      assertThat(server.seconds.get()).isEqualTo(times);
    }
  }

  private static Process start(String jvm, URI server) throws IOException {
    return ChildJvm.of(Worker.class, jvm, server.toString()).redirectErrorStream(true).start();
  }

  /** Begins as Beam's workers do, then sends two requests. */
  static final class Worker {
    private Worker() {}

    public static void main(String[] arguments) throws Exception {
      if (arguments[0].equals("worker")) {
        JvmInitializers.runOnStartup();
      }
      HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      for (String path : List.of("first", "second")) {
        try {
          client.send(
              HttpRequest.newBuilder(URI.create(arguments[1] + path)).build(),
              BodyHandlers.ofString());
        } catch (IOException e) {
          System.out.println(path + ": " + e);
        }
      }
    }
  }

  /** Responds to the first request of a connection; closes it at the second one. */
  private static final class FickleServer implements AutoCloseable {
    final AtomicInteger seconds = new AtomicInteger();
    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new ArrayList<>();

    FickleServer() throws IOException {
      Thread thread = new Thread(this::serve, "fickle-server");
      thread.setDaemon(true);
      thread.start();
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }

    private void serve() {
      while (!socket.isClosed()) {
        try {
          Socket connection = socket.accept();
          open.add(connection);
          serve(connection);
        } catch (IOException e) {
          // The client went away, or the test is over.
        }
      }
    }

    private void serve(Socket connection) throws IOException {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("GET /second")) {
          seconds.incrementAndGet();
        }
        if (line.isEmpty()) {
          if (seconds.get() > 0) {
            connection.close();
            return;
          }
          connection
              .getOutputStream()
              .write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (Socket connection : open) {
        connection.close();
      }
    }
  }
}
