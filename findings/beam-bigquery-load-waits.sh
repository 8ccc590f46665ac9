#!/bin/sh
# BigQueryIO waits before it starts load jobs. Needs a JDK 17, Maven and a Maven repository.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > pom.xml <<'X'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.beam</groupId><artifactId>beam-sdks-java-io-google-cloud-platform</artifactId><version>2.73.0</version></dependency>
    <dependency><groupId>org.apache.beam</groupId><artifactId>beam-runners-direct-java</artifactId><version>2.73.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
X
cat > Loads.java <<'X'
import com.google.api.services.bigquery.model.*;
import com.sun.net.httpserver.*;
import java.io.*;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.concurrent.*;
import java.util.regex.*;
import java.util.zip.GZIPInputStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.gcp.bigquery.*;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.*;
import org.apache.beam.sdk.util.ReleaseInfo;
import org.apache.beam.sdk.values.*;

/** Loads a row into each of four tables of a BigQuery that answers at once. */
public class Loads {
  static final List<Long> STARTED = new CopyOnWriteArrayList<>();
  static final Map<String, String> JOBS = new ConcurrentHashMap<>();
  static final Pattern ID = Pattern.compile("\"jobId\":\"([^\"]+)\"");

  static void answer(HttpExchange call) throws IOException {
    InputStream body = call.getRequestBody();
    if ("gzip".equals(call.getRequestHeaders().getFirst("Content-Encoding"))) {
      body = new GZIPInputStream(body);
    }
    String request = new String(body.readAllBytes(), StandardCharsets.UTF_8);
    String response = "{}";
    String path = call.getRequestURI().getPath();
    Matcher id = ID.matcher(request);
    if (path.endsWith("/jobs") && id.find()) {
      STARTED.add(System.nanoTime());
      response = request.substring(0, request.lastIndexOf('}')) + ",\"status\":{\"state\":\"DONE\"}}";
      JOBS.put(id.group(1), response);
    } else if (path.contains("/jobs/")) {
      response = JOBS.getOrDefault(path.substring(path.lastIndexOf('/') + 1), "{}");
    }
    byte[] bytes = response.getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(200, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  static class Tables extends DynamicDestinations<Integer, Integer> {
    @Override public Integer getDestination(ValueInSingleWindow<Integer> element) { return element.getValue(); }
    @Override public TableDestination getTable(Integer n) { return new TableDestination("proj:ds.t" + n, null); }
    @Override public TableSchema getSchema(Integer n) {
      return new TableSchema().setFields(List.of(new TableFieldSchema().setName("n").setType("INTEGER")));
    }
  }

  public static void main(String[] args) throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", Loads::answer);
    server.start();
    Pipeline pipeline =
        Pipeline.create(
            PipelineOptionsFactory.fromArgs(
                    "--bigQueryEndpoint=http://127.0.0.1:" + server.getAddress().getPort(),
                    "--credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory",
                    "--project=proj", "--tempLocation=" + args[0], "--targetParallelism=1")
                .create());
    pipeline
        .apply(Create.of(1, 2, 3, 4))
        .apply(
            BigQueryIO.<Integer>write()
                .to(new Tables())
                .withFormatFunction(n -> new TableRow().set("n", n))
                .withMethod(BigQueryIO.Write.Method.FILE_LOADS)
                .withoutValidation());
    try {
      pipeline.run().waitUntilFinish();
    } finally {
      server.stop(0);
    }
    System.out.println("version: Beam " + ReleaseInfo.getReleaseInfo().getVersion());
    System.out.println("load jobs: " + STARTED.size());
    boolean waited = true;
    for (int i = 1; i < STARTED.size(); i++) {
      waited &= STARTED.get(i) - STARTED.get(i - 1) > 450_000_000;
    }
    System.out.println("each starts more than 0.45 s after the one before: " + waited);
  }
}
X
cat > expected <<'X'
version: Beam 2.73.0
load jobs: 4
each starts more than 0.45 s after the one before: true
X
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=class-path > mvn.log 2>&1 || { cat mvn.log; exit 1; }
javac -nowarn -proc:none -cp "$(cat class-path)" Loads.java
java -cp ".:$(cat class-path)" Loads "$dir/temp" > out
cat <<'X'
guess: BigQueryIO starts a load job as soon as its files are written; with four small tables, all four within a moment.
behaviour: it first polls the jobs that it has not started yet, then pauses for 0.5 to 1.5 s, and only then starts them. The
  pause is one per bundle: with one thread of the local runner, that is one for each table, one after the other.
output:
X
cat out
diff expected out
