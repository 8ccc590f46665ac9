#!/bin/sh
# The DirectRunner keeps a core busy while its bundles wait. Needs a JDK 17, Maven and a Maven repository.
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
cat > Waiting.java <<'X'
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.*;
import org.apache.beam.sdk.util.ReleaseInfo;

public class Waiting {
  static final int SECONDS = 20;

  static class SleepFn extends DoFn<Integer, Void> {
    @ProcessElement
    public void process(@Element Integer element) throws InterruptedException {
      Thread.sleep(SECONDS * 1000);
    }
  }

  /** Processor seconds of a pipeline whose only work is to wait. */
  static double seconds(int threads) {
    OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs("--targetParallelism=" + threads).create());
    pipeline.apply(Create.of(1)).apply(ParDo.of(new SleepFn()));
    long before = process.getProcessCpuTime();
    pipeline.run().waitUntilFinish();
    return (process.getProcessCpuTime() - before) / 1e9;
  }

  public static void main(String[] args) {
    System.out.println("version: Beam " + ReleaseInfo.getReleaseInfo().getVersion());
    seconds(1); // Loads classes.
    double one = seconds(1);
    double two = seconds(2);
    System.err.printf("processor seconds of a wait of %d s: 1 thread %.1f, 2 threads %.1f%n", SECONDS, one, two);
    System.out.println("2 threads take at least 4 times as much: " + (two > 4 * one));
  }
}
X
cat > expected <<'X'
version: Beam 2.73.0
2 threads take at least 4 times as much: true
X
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=class-path > mvn.log 2>&1 || { cat mvn.log; exit 1; }
javac -cp "$(cat class-path)" Waiting.java
java -cp ".:$(cat class-path)" Waiting > out
cat <<'X'
guess: a pipeline whose only element waits needs next to no processor time, with any --targetParallelism.
behaviour: the DirectRunner schedules on the threads that run its bundles, and looks for work without a pause as long as one
  of them is free: a wait keeps a core busy. With one thread, which is in the bundle, it does not.
output:
X
cat out
diff expected out
