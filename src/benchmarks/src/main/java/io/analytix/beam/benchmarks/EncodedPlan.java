// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.youtube.Endpoints;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.reflect.DoFnInvoker;
import org.apache.beam.sdk.transforms.reflect.DoFnInvokers;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Plans a read and prints what a checkpoint of it contains: the encoded bytes of the fetch plan and
 * of the position in it, and the seconds to encode the plan. Ends before the first request.
 *
 * <p>Its arguments are the folder of the token records and client secrets, the server, the reports,
 * and the first and the last day.
 */
final class EncodedPlan {
  private static final CompletableFuture<String> RESULT = new CompletableFuture<>();

  private EncodedPlan() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    String server = arguments[1];
    List<ReportDefinition> reports =
        Arrays.stream(arguments[2].split(","))
            .map(name -> Reports.find(name).orElseThrow())
            .toList();
    Pipeline pipeline =
        Pipeline.create(
            PipelineOptionsFactory.fromArgs(
                    "--blockOnRun=false",
                    "--enforceImmutability=false",
                    "--enforceEncodability=false")
                .create());
    pipeline.apply(
        AnalytixIO.read()
            .withTokenStore(FileTokenStore.in(folder.resolve("tokens").toString()))
            .withClientSecrets(ClientSecretsSource.file(folder.resolve("client.json").toString()))
            .withEndpoints(Endpoints.of(server, server))
            .withReports(reports)
            .withDates(LocalDate.parse(arguments[3]), LocalDate.parse(arguments[4])));
    measure(pipeline);
    var unused = pipeline.run();
    Print.line("%s", RESULT.join());
    System.exit(0);
  }

  /** Measures the input of the fetch lane: the one splittable step of the read. */
  private static void measure(Pipeline pipeline) {
    SplittableStep step = new SplittableStep();
    pipeline.traverseTopologically(step);
    measure(Objects.requireNonNull(step.fn), Objects.requireNonNull(step.plans));
  }

  private static <T> void measure(DoFn<T, Object> fetch, PCollection<T> plans) {
    var unused = plans.apply("Measure", ParDo.of(new MeasureFn<>(plans.getCoder(), fetch)));
  }

  /** Encodes each plan, with the restriction that covers all of it. */
  private static final class MeasureFn<T> extends DoFn<T, Void> {
    private static final int ROUNDS = 3;

    private final Coder<T> coder;
    private final DoFn<T, Object> fetch;

    MeasureFn(Coder<T> coder, DoFn<T, Object> fetch) {
      this.coder = coder;
      this.fetch = fetch;
    }

    @ProcessElement
    public void process(@Element T plan) throws IOException {
      double seconds = Double.MAX_VALUE;
      long bytes = 0;
      for (int round = 0; round < ROUNDS; round++) {
        long begun = System.nanoTime();
        bytes = bytes(coder, plan);
        seconds = Math.min(seconds, (System.nanoTime() - begun) / 1e9);
      }
      RESULT.complete("%d %d %.3f".formatted(bytes, positionBytes(plan), seconds));
    }

    private long positionBytes(T plan) throws IOException {
      DoFnInvoker<T, Object> invoker = DoFnInvokers.invokerFor(fetch);
      Coder<Object> positions = invoker.invokeGetRestrictionCoder(CoderRegistry.createDefault());
      return bytes(
          positions,
          invoker.invokeGetInitialRestriction(
              new DoFnInvoker.FakeArgumentProvider<T, Object>() {
                @Override
                public T element(DoFn<T, Object> fn) {
                  return plan;
                }
              }));
    }

    private static <V> long bytes(Coder<V> coder, V value) throws IOException {
      Count out = new Count();
      coder.encode(value, out);
      return out.bytes;
    }
  }

  private static final class SplittableStep extends Pipeline.PipelineVisitor.Defaults {
    @Nullable DoFn<Object, Object> fn;
    @Nullable PCollection<Object> plans;

    @Override
    @SuppressWarnings("unchecked") // The input of a step has the type of its function.
    public void visitPrimitiveTransform(TransformHierarchy.Node node) {
      if (node.getTransform() instanceof ParDo.MultiOutput<?, ?> step
          && DoFnSignatures.signatureForDoFn(step.getFn()).processElement().isSplittable()) {
        fn = (DoFn<Object, Object>) step.getFn();
        plans = (PCollection<Object>) node.getInputs().values().iterator().next();
      }
    }
  }

  private static final class Count extends OutputStream {
    private long bytes;

    @Override
    public void write(int value) {
      bytes++;
    }

    @Override
    public void write(byte[] values, int offset, int length) {
      bytes += length;
    }
  }
}
