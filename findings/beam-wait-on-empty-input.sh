#!/bin/sh
# What follows Wait.on does not wait if the main input is empty. Needs a JDK 17, Maven and a Maven repository.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > pom.xml <<'X'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.beam</groupId><artifactId>beam-sdks-java-core</artifactId><version>2.73.0</version></dependency>
    <dependency><groupId>org.apache.beam</groupId><artifactId>beam-runners-direct-java</artifactId><version>2.73.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.18</version></dependency>
  </dependencies>
</project>
X
cat > Steps.java <<'X'
import java.util.*;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.*;
import org.apache.beam.sdk.util.ReleaseInfo;
import org.apache.beam.sdk.values.PCollection;

/** load, then merge what there is to merge, then clean up: each step waits for the one before it. */
public class Steps {
  static final List<String> ORDER = Collections.synchronizedList(new ArrayList<>());

  static class Step extends DoFn<Integer, Integer> {
    final String name;

    Step(String name) {
      this.name = name;
    }

    @ProcessElement
    public void process(@Element Integer element, OutputReceiver<Integer> output) throws Exception {
      if (name.equals("load")) {
        Thread.sleep(3000);
      }
      ORDER.add(name);
      output.output(element);
    }
  }

  static List<String> order(Create.Values<Integer> toMerge) {
    ORDER.clear();
    Pipeline pipeline = Pipeline.create();
    PCollection<Integer> loaded = pipeline.apply("ToLoad", Create.of(1)).apply("Load", ParDo.of(new Step("load")));
    PCollection<Integer> merged =
        pipeline.apply("ToMerge", toMerge).apply("AfterLoad", Wait.on(loaded)).apply("Merge", ParDo.of(new Step("merge")));
    pipeline.apply("ToClean", Create.of(1)).apply("AfterMerge", Wait.on(merged)).apply("Clean", ParDo.of(new Step("clean")));
    pipeline.run().waitUntilFinish();
    return ORDER;
  }

  public static void main(String[] args) {
    System.out.println("version: Beam " + ReleaseInfo.getReleaseInfo().getVersion());
    System.out.println("one element to merge: " + order(Create.of(1)));
    System.out.println("no element to merge: " + order(Create.empty(VarIntCoder.of())));
  }
}
X
cat > expected <<'X'
version: Beam 2.73.0
one element to merge: [load, merge, clean]
no element to merge: [clean, load]
X
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=class-path > mvn.log 2>&1 || { cat mvn.log; exit 1; }
javac -cp "$(cat class-path)" Steps.java
java -cp ".:$(cat class-path)" Steps > out
cat <<'X'
guess: waiting is transitive. A step that waits for the merge waits for the load too, because the merge waits for the load.
behaviour: Wait.on holds elements back, not the end of a collection. A main input without elements is complete at once, so
  what waits for it runs before the signal that it should have waited for.
output:
X
cat out
diff expected out
