#!/bin/sh
# A process that has used the JDK's HTTP client ends 0.3 s later. Needs a JDK 17 to 20.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > Exit.java <<'X'
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;

public class Exit {
  public static void main(String[] args) throws Exception {
    if (args[0].equals("measure")) {
      HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", exchange -> {
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
      });
      server.start();
      System.out.println(millis(server.getAddress().getPort()) >= 200);
      System.exit(0);
    }
    HttpClient client = HttpClient.newHttpClient();
    client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + args[1] + "/")).build(), BodyHandlers.discarding());
    if (args[0].equals("interrupted")) {
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().endsWith("-SelectorManager")) {
          thread.interrupt();
          thread.join();
        }
      }
    }
    System.exit(0);
  }

  /** By how much one way takes longer than the other: the median of seven pairs of processes. */
  static long millis(int port) throws Exception {
    long[] all = new long[7];
    for (int i = 0; i < all.length; i++) {
      all[i] = process("used", port) - process("interrupted", port);
    }
    Arrays.sort(all);
    return all[3];
  }

  static long process(String way, int port) throws Exception {
    long begun = System.nanoTime();
    new ProcessBuilder("java", "Exit", way, Integer.toString(port)).inheritIO().start().waitFor();
    return (System.nanoTime() - begun) / 1_000_000;
  }
}
X
javac Exit.java
{
  printf 'version: Java %s\n' "$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')"
  printf 'System.exit takes at least 0.2 s longer than after an interrupt of the thread of the client: '
  java Exit measure
} > out
cat <<'X'
guess: after System.exit, a process without shutdown hooks ends at once.
behaviour: the JVM waits up to 0.3 s for threads in native code. A client that was used has one, which waits for
  connections until the client is collected as garbage; before Java 21 it cannot be closed. If that thread is
  interrupted, the client ends.
output:
X
cat out
cat > expected <<'X'
version: Java 17
System.exit takes at least 0.2 s longer than after an interrupt of the thread of the client: true
X
diff expected out
