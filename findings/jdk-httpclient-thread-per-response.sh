#!/bin/sh
# The JDK's HTTP client starts a thread for each asynchronous response. Needs a JDK 17.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > Responses.java <<'X'
import com.sun.net.httpserver.HttpServer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executors;

public class Responses {
  static final int REQUESTS = 200;

  public static void main(String[] args) throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    });
    server.start();
    HttpClient client = HttpClient.newBuilder().executor(Executors.newFixedThreadPool(2)).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/")).build();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getTotalStartedThreadCount();
    for (int i = 0; i < REQUESTS; i++) {
      client.sendAsync(request, BodyHandlers.discarding()).get();
    }
    System.out.println(threads.getTotalStartedThreadCount() - before >= REQUESTS);
    System.exit(0);
  }
}
X
javac Responses.java
{
  printf 'version: Java %s\n' "$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')"
  for parallelism in 1 2; do
    printf 'common pool of %s: a thread for each response: ' "$parallelism"
    java -Djava.util.concurrent.ForkJoinPool.common.parallelism=$parallelism Responses
  done
} > out
cat <<'X'
guess: a client that was given an executor of two threads uses these two threads.
behaviour: what depends on a response runs in CompletableFuture's default executor. That is the common pool, unless its
  parallelism is below two, as on a machine with two processors (processors - 1): then it is a new thread for each response.
output:
X
cat out
cat > expected <<'X'
version: Java 17
common pool of 1: a thread for each response: true
common pool of 2: a thread for each response: false
X
diff expected out
